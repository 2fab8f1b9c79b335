import { type Activity, type EditingActivity, isCard } from '@charrette/shared'
import {
	type Editor,
	react,
	type TLArrowShape,
	type TLShape,
	type TLShapeId,
	unsafe__withoutCapture,
} from '@tldraw/tldraw'
import { isInGesture } from '../../sync/bindCanvas.ts'
import { boardUi } from '../boardUi.ts'
import { linkEnds } from '../link/linkGeometry.ts'
import { can, explainDenied } from '../permissions.ts'
import { activityOfTool } from '../toolbars/tools.ts'
import { patchCreate, patchDelete } from './tldrawPatches.ts'

/** Where a shape is and how large. */
const POSITION = ['x', 'y', 'rotation', 'index', 'parentId'] as const
const SIZE = ['w', 'h'] as const

/**
 * Keeps people to what their phase is for (RUN5), where tldraw itself would change the board: nothing is moved in a phase
 * without `arrange`, no link is changed without `link`, and nothing goes that the phase is not for. What is in hand when a
 * phase begins is finished first. Returns its undo.
 */
export function enforcePhase(editor: Editor): () => void {
	let held = boardUi(editor).permissions.get()
	const stop = react('what is held to', () => {
		const told = boardUi(editor).permissions.get()
		if (isInGesture(editor) || editor.getEditingShapeId()) return
		held = told
		unsafe__withoutCapture(() => leaveTool(editor))
	})
	const stopChange = editor.sideEffects.registerBeforeChangeHandler('shape', (before, after, source) =>
		source === 'user' ? revertDenied(editor, { before, after, permissions: held }) : after,
	)
	const undoDelete = patchDelete(editor, (id, together) => canRemove(editor, id, together))
	const undoCreate = patchCreate(editor, () =>
		can(editor, 'write', ...(editor.isIn('select.translating') ? (['arrange'] as const) : [])),
	)
	return () => {
		stop()
		stopChange()
		undoDelete()
		undoCreate()
	}
}

/** Puts away a tool that the phase is not for. */
function leaveTool(editor: Editor): void {
	const needs = activityOfTool(editor.getCurrentToolId())
	if (needs && !boardUi(editor).permissions.get().has(needs)) editor.setCurrentTool('select')
}

interface ShapeChange {
	before: TLShape
	after: TLShape
	permissions: ReadonlySet<Activity>
}

function revertDenied(editor: Editor, { before, after, permissions }: ShapeChange): TLShape {
	if (before.type === 'arrow') {
		// A link goes along with its cards, into a cluster and out of it.
		return permissions.has('link') ? after : { ...before, parentId: after.parentId, index: after.index }
	}
	if (permissions.has('arrange') || !isMoved(before, after)) return after
	explainDenied(editor, 'arrange')
	const { x, y, rotation, index, parentId } = before
	return { ...after, x, y, rotation, index, parentId, props: { ...after.props, ...sizeOf(before) } }
}

function isMoved(before: TLShape, after: TLShape): boolean {
	const [old, now] = [sizeOf(before), sizeOf(after)]
	return POSITION.some((field) => before[field] !== after[field]) || SIZE.some((side) => old[side] !== now[side])
}

function sizeOf({ props }: TLShape): { w?: number; h?: number } {
	return 'w' in props && 'h' in props ? { w: props.w as number, h: props.h as number } : {}
}

/** Whether this may be taken off the board, with all that lies in it. */
function canRemove(editor: Editor, id: TLShapeId, together: readonly TLShapeId[]): boolean {
	const [missing] = [...editor.getShapeAndDescendantIds([id])].flatMap((part) => {
		const shape = editor.getShape(part)
		const needs = shape && activityToRemove(editor, shape, together)
		return needs && !boardUi(editor).permissions.get().has(needs) ? [needs] : []
	})
	if (missing) explainDenied(editor, missing)
	return missing === undefined
}

/** What a phase must be for, for this to be taken away; null for a card that says nothing, and a link that joins nothing or goes with its card. */
function activityToRemove(editor: Editor, shape: TLShape, together: readonly TLShapeId[]): EditingActivity | null {
	if (shape.type === 'frame') return 'arrange'
	if (shape.type === 'arrow') {
		const { from, to } = linkEnds(editor, shape as TLArrowShape)
		const isLink = from && to && from.id !== to.id
		return isLink && !together.includes(from.id) && !together.includes(to.id) ? 'link' : null
	}
	return isCard(shape) && shape.props.text.trim() === '' ? null : 'write'
}

/** Holds what a facilitator has set up where it is, for everybody else; the server would put it back. Returns its undo. */
export function enforceLockedLayer(editor: Editor): () => void {
	const isHeld = (shape: TLShape, source: 'user' | 'remote') => source === 'user' && shape.meta['isSetUp'] === true
	const undo = [
		editor.sideEffects.registerBeforeChangeHandler('shape', (before, after, source) =>
			isHeld(before, source) ? before : after,
		),
		editor.sideEffects.registerBeforeDeleteHandler('shape', (shape, source) =>
			isHeld(shape, source) ? false : undefined,
		),
	]
	return () => {
		for (const end of undo) end()
	}
}
