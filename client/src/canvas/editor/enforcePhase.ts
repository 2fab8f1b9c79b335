import { type Activity, type EditingActivity, isCard } from '@charrette/shared'
import { isInGesture } from '../../sync/bindCanvas.ts'
import { boardUi } from '../boardUi.ts'
import type { Editor } from '../engine/editor.ts'
import type { LinkShape, Shape, ShapeId } from '../engine/shapes.ts'
import { react, untracked } from '../engine/signals.ts'
import { linkEnds } from '../link/linkGeometry.ts'
import { can, explainDenied } from '../permissions.ts'
import { activityOfTool } from '../toolbars/tools.ts'
import { patchCreate, patchDelete } from './tldrawPatches.ts'

const POSITION_FIELDS = ['x', 'y', 'rotation', 'index', 'parentId'] as const
const SIZE_FIELDS = ['w', 'h'] as const

/**
 * Reverts the edits of tldraw's own tools that the phase does not allow (RUN5): moving shapes needs
 * `arrange`, changing links needs `link`, and deleting a shape needs the activity that
 * `activityToRemove` returns. A gesture in progress when the phase changes is allowed to finish.
 * Returns a function that ends this.
 */
export function enforcePhase(editor: Editor): () => void {
	let enforced = boardUi(editor).permissions.get()
	const stop = react('enforced permissions', () => {
		const permissions = boardUi(editor).permissions.get()
		if (isInGesture(editor) || editor.getEditingShapeId()) return
		enforced = permissions
		untracked(() => leaveTool(editor))
	})
	const stopChange = editor.sideEffects.registerBeforeChangeHandler('shape', (before, after, source) =>
		source === 'user' ? revertDenied(editor, { before, after, permissions: enforced }) : after,
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

/** Switches to the select tool if the phase does not allow the current one. */
function leaveTool(editor: Editor): void {
	const activity = activityOfTool(editor.getCurrentToolId())
	if (activity && !boardUi(editor).permissions.get().has(activity)) editor.setCurrentTool('select')
}

interface ShapeChange {
	before: Shape
	after: Shape
	permissions: ReadonlySet<Activity>
}

function revertDenied(editor: Editor, { before, after, permissions }: ShapeChange): Shape {
	if (before.type === 'arrow') {
		// A link moves with its cards into a cluster and out of it.
		return permissions.has('link') ? after : { ...before, parentId: after.parentId, index: after.index }
	}
	if (permissions.has('arrange') || !isMoved(before, after)) return after
	explainDenied(editor, 'arrange')
	const { x, y, rotation, index, parentId } = before
	return { ...after, x, y, rotation, index, parentId, props: { ...after.props, ...sizeOf(before) } }
}

function isMoved(before: Shape, after: Shape): boolean {
	const [old, now] = [sizeOf(before), sizeOf(after)]
	return (
		POSITION_FIELDS.some((field) => before[field] !== after[field]) ||
		SIZE_FIELDS.some((side) => old[side] !== now[side])
	)
}

function sizeOf({ props }: Shape): { w?: number; h?: number } {
	return 'w' in props && 'h' in props ? { w: props.w as number, h: props.h as number } : {}
}

/**
 * Returns whether a shape may be deleted with all its descendants. If not, a notice explains why.
 */
function canRemove(editor: Editor, id: ShapeId, together: readonly ShapeId[]): boolean {
	const [missing] = [...editor.getShapeAndDescendantIds([id])].flatMap((each) => {
		const shape = editor.getShape(each)
		const activity = shape && activityToRemove(editor, shape, together)
		return activity && !boardUi(editor).permissions.get().has(activity) ? [activity] : []
	})
	if (missing) explainDenied(editor, missing)
	return missing === undefined
}

/**
 * Returns the activity that deleting a shape needs. Null for an empty card, for a link without two
 * ends, and for a link whose card is deleted as well.
 */
function activityToRemove(editor: Editor, shape: Shape, together: readonly ShapeId[]): EditingActivity | null {
	if (shape.type === 'frame') return 'arrange'
	if (shape.type === 'arrow') {
		const { from, to } = linkEnds(editor, shape as LinkShape)
		const isLink = from && to && from.id !== to.id
		return isLink && !together.includes(from.id) && !together.includes(to.id) ? 'link' : null
	}
	return isCard(shape) && shape.props.text.trim() === '' ? null : 'write'
}

/**
 * Prevents a participant from editing locked shapes (SETUP1), as the server does. Returns a
 * function that ends this.
 */
export function enforceLockedLayer(editor: Editor): () => void {
	const isLocked = (shape: Shape, source: 'user' | 'remote') => source === 'user' && shape.meta['isSetUp'] === true
	const undos = [
		editor.sideEffects.registerBeforeChangeHandler('shape', (before, after, source) =>
			isLocked(before, source) ? before : after,
		),
		editor.sideEffects.registerBeforeDeleteHandler('shape', (shape, source) =>
			isLocked(shape, source) ? false : undefined,
		),
	]
	return () => {
		for (const undo of undos) undo()
	}
}
