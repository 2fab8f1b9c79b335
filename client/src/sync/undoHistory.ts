import type { Records } from '@charrette/shared'
import * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'

/** Steps that can be undone; each keeps deleted content alive in memory. */
const MAX_STEPS = 200

/** One's own steps in a document, one after the other. */
export interface UndoHistory {
	/** How many steps can be undone and done again. */
	count: Observable<{ undo: number; redo: number }>
	undo(): void
	redo(): void
	/** What comes next is a new step. */
	startStep(): void
	/** The last step, to know it by: gone once it is undone or another one came after it. */
	last(): object | null
	close(): void
}

/**
 * One's own undo (DOC6): a Y.UndoManager on local origins, which never takes back another person's field. There is one
 * for a document, whatever shows it, so that what was done on the canvas can be undone in the list.
 */
export function createUndoHistory(records: Records): UndoHistory {
	const manager = new Y.UndoManager([records], {
		trackedOrigins: new Set([LOCAL_ORIGIN]),
		captureTimeout: Number.MAX_SAFE_INTEGER,
	})
	const count = createObservable({ undo: 0, redo: 0 })
	const onStackChange = () => {
		if (manager.undoStack.length > MAX_STEPS) manager.undoStack.shift()
		count.set({ undo: manager.undoStack.length, redo: manager.redoStack.length })
	}
	for (const name of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
		manager.on(name, onStackChange)
	return {
		count,
		undo: () => void manager.undo(),
		redo: () => void manager.redo(),
		startStep: () => manager.stopCapturing(),
		last: () => manager.undoStack.at(-1) ?? null,
		close: () => manager.destroy(),
	}
}

/** The origin of every transaction that this person makes; undo goes by it, and nobody else's work carries it (DOC5, DOC6). */
export const LOCAL_ORIGIN = Symbol('local')
