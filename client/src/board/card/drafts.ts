import type { Editor, TLShapeId } from '@tldraw/tldraw'
import { showNotice } from '../notices/notices.ts'

/**
 * What happens to a card when one stops writing in it: an empty one is taken off the board; and if somebody deleted
 * the card meanwhile, its text is offered back, since only here could typed text be lost. `text` is what the writer saw.
 */
export function endDraft(editor: Editor, card: TLShapeId, text: string): void {
	// Only once the canvas has settled: a component that is merely mounted anew is still being written in.
	queueMicrotask(() => {
		if (editor.isDisposed || editor.getEditingShapeId() === card) return
		const isEmpty = text.trim() === ''
		const isThere = editor.getShape(card) !== undefined
		if (isThere && isEmpty && !editor.getIsReadonly()) editor.deleteShapes([card])
		if (!isThere && !isEmpty) showNotice(editor, { type: 'draft', text })
	})
}
