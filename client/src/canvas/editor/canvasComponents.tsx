import {
	computed,
	type Editor,
	type TLEditorComponents,
	type TLShapeId,
	TldrawHandles,
	TldrawOverlays,
	TldrawScribble,
	useEditor,
	useEditorComponents,
	useQuickReactor,
	useValue,
} from '@tldraw/tldraw'
import { useMemo, useRef } from 'react'
import styles from './canvas.module.css'
import { PeerCursor, PeerHint } from './PeerCursor.tsx'
import { SelectionHandles } from './SelectionHandles.tsx'

/** The components that replace tldraw's on a board; null removes a component. */
export const boardComponents: TLEditorComponents = {
	Background: PaperBackground,
	CollaboratorCursor: PeerCursor,
	CollaboratorHint: PeerHint,
	CollaboratorScribble: TldrawScribble,
	Handles: TldrawHandles,
	Overlays: TldrawOverlays,
	Scribble: TldrawScribble,
	SelectionForeground: SelectionHandles,
	ShapeIndicators: ShapeOutlines,
	ErrorFallback: PassedOnError,
	LoadingScreen: null,
	Spinner: null,
}

/** Leaves an error to the boundary around the board, which shows it in the person's language. */
function PassedOnError({ error }: { error: unknown }): never {
	throw error
}

/**
 * The components on the projector: without the cursors and selections of other people, but with
 * their laser pointers.
 */
export const projectorComponents: TLEditorComponents = {
	...boardComponents,
	CollaboratorBrush: null,
	CollaboratorCursor: null,
	CollaboratorHint: null,
	CollaboratorShapeIndicator: null,
}

/** Page units between two dots at zoom 1. */
const GRID = 24
/** Screen px; below this distance every second dot is left out. */
const MIN_DOT_DISTANCE = 14

/** Paper with a grid of dots that moves with the board. */
function PaperBackground() {
	const editor = useEditor()
	const paper = useRef<HTMLDivElement>(null)
	useQuickReactor('paper', () => {
		const { x, y, z } = editor.getCamera()
		let step = GRID * z
		while (step < MIN_DOT_DISTANCE) step *= 2
		const style = paper.current?.style
		style?.setProperty('background-size', `${step}px ${step}px`)
		style?.setProperty('background-position', `${x * z}px ${y * z}px`)
	}, [editor])
	return <div ref={paper} className={styles['paper']} />
}

/**
 * The states in which outlines are shown. During a drag, a resize or a stroke they would be in the
 * way.
 */
const OUTLINE_STATES = [
	'select.idle',
	'select.brushing',
	'select.scribble_brushing',
	'select.editing_shape',
	'select.pointing_shape',
	'select.pointing_selection',
	'select.pointing_handle',
]

/**
 * The outlines of the selected shapes and of the shape under the pointer. tldraw's own component
 * renders a hidden one for every shape, which doubles the time to open a large board.
 */
function ShapeOutlines() {
	const editor = useEditor()
	const { ShapeIndicator } = useEditorComponents()
	const outlined = useMemo(() => computed('outlined', () => outlinedShapes(editor), { isEqual: hasSameIds }), [editor])
	const ids = useValue(outlined)
	return ShapeIndicator && ids.map((id) => <ShapeIndicator key={id} shapeId={id} />)
}

function outlinedShapes(editor: Editor): TLShapeId[] {
	const { isChangingStyle, isHoveringCanvas, isCoarsePointer } = editor.getInstanceState()
	if (isChangingStyle || !editor.isInAny(...OUTLINE_STATES)) return []
	const selected = editor.getSelectedShapeIds()
	const isPointing = editor.isInAny('select.idle', 'select.editing_shape') && isHoveringCanvas && !isCoarsePointer
	const hovered = isPointing ? editor.getHoveredShapeId() : null
	return hovered && !selected.includes(hovered) ? [...selected, hovered] : selected
}

const hasSameIds = (a: readonly TLShapeId[], b: readonly TLShapeId[]) =>
	a.length === b.length && a.every((id, at) => id === b[at])
