import type { Records } from '@charrette/shared'
import * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'

/** The origin of this person's transactions: only these can be undone here (DOC5, DOC6). */
export const LOCAL_ORIGIN = Symbol('local')

/** The maximum number of undo steps: each step keeps deleted content in memory. */
const MAX_STEPS = 200

/** This person's undo history of a document. */
export interface UndoHistory {
	/** The number of steps that can be undone, and redone. */
	count: Observable<{ undo: number; redo: number }>
	undo(): void
	redo(): void
	/** Ends the current step: the next change starts a new one. */
	startStep(): void
	/**
	 * Returns an object that identifies the last step. Returns another object, or null, once the step
	 * is undone or another step follows.
	 */
	last(): object | null
	close(): void
}

/**
 * Creates the undo history of a document (DOC6): a Y.UndoManager on local origins, which never
 * reverts another person's field. There is one for each document, so that a step made on the canvas
 * can be undone in the list.
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

/** Returns a function that undoes the last step. It does nothing once another step has followed. */
export function undoIfLast(undo: UndoHistory): () => void {
	const step = undo.last()
	return () => {
		if (undo.last() === step) undo.undo()
	}
}
