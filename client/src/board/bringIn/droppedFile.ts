import { type Atom, atom, type Editor, WeakCache } from '@tldraw/tldraw'

const ENDING = /\.(csv|tsv|txt|xlsx|json|tldr|zip)$/i

const dropped = new WeakCache<Editor, Atom<File | null>>()

/** A file that was dropped on the board and is to be brought in, as a signal. */
export function droppedFile(editor: Editor): Atom<File | null> {
	return dropped.get(editor, () => atom<File | null>('dropped file', null))
}

/** Whether a file is one to bring in; what is none is taken for a picture. */
export function isForBringingIn({ name }: File): boolean {
	return ENDING.test(name)
}
