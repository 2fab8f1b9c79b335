import type { Editor, TLShape } from '@tldraw/tldraw'

/** Holds what a facilitator has set up where it is, for everybody else; the server would put it back. Returns its undo. */
export function holdSetUp(editor: Editor): () => void {
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
