import { type Atom, atom, type Editor, WeakCache } from '@tldraw/tldraw'

const shown = new WeakCache<Editor, Atom<boolean>>()

/** Whether the help lies over the board, as a signal: a key opens it as well as a button. */
export function helpShown(editor: Editor): Atom<boolean> {
	return shown.get(editor, () => atom<boolean>('help shown', false))
}
