import { computed, type Editor, type TLShapeId, useEditor, useEditorComponents, useValue } from '@tldraw/tldraw'
import { useMemo } from 'react'

/** Where what one does is seen better without the outlines: while one drags, resizes, draws. */
const STATES = [
	'select.idle',
	'select.brushing',
	'select.scribble_brushing',
	'select.editing_shape',
	'select.pointing_shape',
	'select.pointing_selection',
	'select.pointing_handle',
]

/**
 * The outlines of what is selected and of what lies under the pointer. (tldraw's own keeps a hidden one for every shape of
 * the board, which doubles what a large board costs to open.)
 */
export function ShapeOutlines() {
	const editor = useEditor()
	const { ShapeIndicator } = useEditorComponents()
	const outlined = useMemo(() => computed('outlined', () => findOutlined(editor), { isEqual: isSame }), [editor])
	const ids = useValue(outlined)
	return ShapeIndicator && ids.map((id) => <ShapeIndicator key={id} shapeId={id} />)
}

function findOutlined(editor: Editor): TLShapeId[] {
	const { isChangingStyle, isHoveringCanvas, isCoarsePointer } = editor.getInstanceState()
	if (isChangingStyle || !editor.isInAny(...STATES)) return []
	const selected = editor.getSelectedShapeIds()
	const isPointing = editor.isInAny('select.idle', 'select.editing_shape') && isHoveringCanvas && !isCoarsePointer
	const hovered = isPointing ? editor.getHoveredShapeId() : null
	return hovered && !selected.includes(hovered) ? [...selected, hovered] : selected
}

const isSame = (a: readonly TLShapeId[], b: readonly TLShapeId[]) =>
	a.length === b.length && a.every((id, at) => id === b[at])
