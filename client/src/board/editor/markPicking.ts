import { type Editor, react } from '@tldraw/tldraw'

/** Marks the canvas while its pointer picks things and may change them; what lies on it answers to clicks then. Returns its undo. */
export function markPicking(editor: Editor): () => void {
	return react('picking', () => {
		const isPicking = editor.isIn('select') && !editor.getIsReadonly()
		editor.getContainer().toggleAttribute('data-picking', isPicking)
	})
}
