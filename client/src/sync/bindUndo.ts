import type { Editor } from '@tldraw/tldraw'
import type { UndoSteps } from './undoSteps.ts'

/** A document's undo as an editor uses it: what is in the hand goes into the document first. */
export interface Undo {
	undo(): void
	redo(): void
	/** What comes next is a new step. */
	startStep(): void
}

/**
 * Puts the document's own undo (DOC6) behind the editor's undo and redo, so that keys, menus and buttons all go through
 * it. tldraw's history stays for its marks.
 */
export function bindUndo(editor: Editor, steps: UndoSteps, flush: () => void): Undo {
	const mark = editor.markHistoryStoppingPoint.bind(editor)
	editor.markHistoryStoppingPoint = (name) => {
		startStep()
		return mark(name)
	}
	editor.undo = () => step(steps.undo)
	editor.redo = () => step(steps.redo)

	function startStep(): void {
		flush()
		steps.startStep()
	}

	function step(move: () => void): Editor {
		if (editor.getIsReadonly()) return editor
		if (!editor.getEditingShapeId()) editor.complete()
		flush()
		move()
		return editor
	}

	return { undo: () => editor.undo(), redo: () => editor.redo(), startStep }
}
