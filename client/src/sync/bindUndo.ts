import type { Records } from '@charrette/shared'
import type { Editor } from '@tldraw/tldraw'
import { atom } from '@tldraw/tldraw'
import * as Y from 'yjs'
import { LOCAL } from './origins.ts'

/** Steps that can be undone; each keeps deleted content alive in memory. */
const MAX_STEPS = 200

export interface Undo {
	undo(): void
	redo(): void
	/** What comes next is a new step. */
	startStep(): void
	close(): void
}

/**
 * One's own undo (DOC6): a Y.UndoManager on local origins, which never takes back another person's field, behind the
 * editor's own undo and redo, so that keys, menus and buttons all go through it. tldraw's history stays for its marks.
 */
export function bindUndo(editor: Editor, records: Records, flush: () => void): Undo {
	const manager = new Y.UndoManager([records], {
		trackedOrigins: new Set([LOCAL]),
		captureTimeout: Number.MAX_SAFE_INTEGER,
	})
	const stackChange = atom('undo stack', 0)
	const onStackChange = () => {
		if (manager.undoStack.length > MAX_STEPS) manager.undoStack.shift()
		stackChange.update((count) => count + 1)
	}
	for (const name of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
		manager.on(name, onStackChange)

	const mark = editor.markHistoryStoppingPoint.bind(editor)
	editor.markHistoryStoppingPoint = (name) => {
		startStep()
		return mark(name)
	}
	editor.undo = () => step(() => manager.undo())
	editor.redo = () => step(() => manager.redo())
	editor.getCanUndo = () => stackChange.get() >= 0 && manager.undoStack.length > 0
	editor.getCanRedo = () => stackChange.get() >= 0 && manager.redoStack.length > 0

	function startStep(): void {
		flush()
		manager.stopCapturing()
	}

	function step(move: () => void): Editor {
		if (editor.getIsReadonly()) return editor
		if (!editor.getEditingShapeId()) editor.complete()
		flush()
		move()
		return editor
	}

	return { undo: () => editor.undo(), redo: () => editor.redo(), startStep, close: () => manager.destroy() }
}
