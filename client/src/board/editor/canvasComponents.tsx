import {
	computed,
	type Editor,
	type TLShapeId,
	useEditor,
	useEditorComponents,
	useQuickReactor,
	useValue,
} from '@tldraw/tldraw'
import { useMemo, useRef } from 'react'
import styles from './canvas.module.css'

const GRID = 24
const DENSEST_PX = 14

/** Paper with a grid of dots that moves with the board; the dots thin out as the board goes away. */
export function PaperBackground() {
	const editor = useEditor()
	const paper = useRef<HTMLDivElement>(null)
	useQuickReactor('paper', () => {
		const { x, y, z } = editor.getCamera()
		let step = GRID * z
		while (step < DENSEST_PX) step *= 2
		const style = paper.current?.style
		style?.setProperty('background-size', `${step}px ${step}px`)
		style?.setProperty('background-position', `${x * z}px ${y * z}px`)
	}, [editor])
	return <div ref={paper} className={styles['paper']} />
}

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
