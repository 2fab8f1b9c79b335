import { type Activity, type Editing, isCard } from '@charrette/shared'
import {
	type Editor,
	react,
	type TLArrowShape,
	type TLShape,
	type TLShapeId,
	unsafe__withoutCapture,
} from '@tldraw/tldraw'
import { isInGesture } from '../../sync/gesture.ts'
import { toolNeeds } from '../bars/toolKeys.ts'
import { endsOf } from '../link/readLink.ts'
import { may, permitsOf, sayNotNow } from '../permits.ts'

/** Where a shape is and how large. */
const PLACE = ['x', 'y', 'rotation', 'index', 'parentId'] as const
const SIZE = ['w', 'h'] as const

/**
 * Keeps people to what their phase is for (RUN5), where tldraw itself would change the board: nothing is moved in a phase
 * without `arrange`, no link is changed without `link`, and nothing goes that the phase is not for. What is in hand when a
 * phase begins is finished first. Returns its undo.
 */
export function holdPhase(editor: Editor): () => void {
	let held = permitsOf(editor).get()
	const stop = react('what is held to', () => {
		const told = permitsOf(editor).get()
		if (isInGesture(editor) || editor.getEditingShapeId()) return
		held = told
		unsafe__withoutCapture(() => leaveTool(editor))
	})
	const stopChange = editor.sideEffects.registerBeforeChangeHandler('shape', (before, after, source) =>
		source === 'user' ? keep(editor, { before, after, held }) : after,
	)
	const remove = editor.deleteShapes.bind(editor)
	editor.deleteShapes = (shapes: (TLShapeId | TLShape)[]) => {
		const ids = shapes.map((shape) => (typeof shape === 'string' ? shape : shape.id))
		return remove(ids.filter((id) => mayRemove(editor, id, ids)))
	}
	// tldraw asks it before it duplicates, by a key or in a drag.
	const canCreate = editor.canCreateShapes.bind(editor)
	editor.canCreateShapes = (shapes) =>
		may(editor, 'write', ...(editor.isIn('select.translating') ? (['arrange'] as const) : [])) && canCreate(shapes)
	return () => {
		stop()
		stopChange()
		editor.deleteShapes = remove
		editor.canCreateShapes = canCreate
	}
}

/** Puts away a tool that the phase is not for. */
function leaveTool(editor: Editor): void {
	const needs = toolNeeds(editor.getCurrentToolId())
	if (needs && !permitsOf(editor).get().has(needs)) editor.setCurrentTool('select')
}

interface ShapeChange {
	before: TLShape
	after: TLShape
	held: ReadonlySet<Activity>
}

function keep(editor: Editor, { before, after, held }: ShapeChange): TLShape {
	if (before.type === 'arrow') {
		// A link goes along with its cards, into a cluster and out of it.
		return held.has('link') ? after : { ...before, parentId: after.parentId, index: after.index }
	}
	if (held.has('arrange') || !isMoved(before, after)) return after
	sayNotNow(editor, 'arrange')
	const { x, y, rotation, index, parentId } = before
	return { ...after, x, y, rotation, index, parentId, props: { ...after.props, ...sizeOf(before) } }
}

function isMoved(before: TLShape, after: TLShape): boolean {
	const [old, now] = [sizeOf(before), sizeOf(after)]
	return PLACE.some((field) => before[field] !== after[field]) || SIZE.some((side) => old[side] !== now[side])
}

function sizeOf({ props }: TLShape): { w?: number; h?: number } {
	return 'w' in props && 'h' in props ? { w: props.w as number, h: props.h as number } : {}
}

/** Whether this may be taken off the board, with all that lies in it. */
function mayRemove(editor: Editor, id: TLShapeId, together: readonly TLShapeId[]): boolean {
	const [missing] = [...editor.getShapeAndDescendantIds([id])].flatMap((part) => {
		const shape = editor.getShape(part)
		const needs = shape && neededToRemove(editor, shape, together)
		return needs && !permitsOf(editor).get().has(needs) ? [needs] : []
	})
	if (missing) sayNotNow(editor, missing)
	return missing === undefined
}

/** What a phase must be for, for this to be taken away; null for a card that says nothing, and a link that joins nothing or goes with its card. */
function neededToRemove(editor: Editor, shape: TLShape, together: readonly TLShapeId[]): Editing | null {
	if (shape.type === 'frame') return 'arrange'
	if (shape.type === 'arrow') {
		const { from, to } = endsOf(editor, shape as TLArrowShape)
		const isLink = from && to && from.id !== to.id
		return isLink && !together.includes(from.id) && !together.includes(to.id) ? 'link' : null
	}
	return isCard(shape) && shape.props.text.trim() === '' ? null : 'write'
}
