import { type Atom, atom, type Editor, WeakCache } from '@tldraw/tldraw'

const ENDING = /\.(csv|tsv|txt|xlsx|json|tldr|zip)$/i

/** That somebody wants to bring something in: a file that they dropped, or one that they are still to choose. */
export interface BringInWish {
	file: File | null
}

const wishes = new WeakCache<Editor, Atom<BringInWish | null>>()

/** What is to be brought in at this canvas, as a signal; null while nothing is. */
export function bringInWish(editor: Editor): Atom<BringInWish | null> {
	return wishes.get(editor, () => atom<BringInWish | null>('bring-in wish', null))
}

/** Whether a file is one to bring in; what is none is taken for a picture. */
export function isForBringingIn({ name }: File): boolean {
	return ENDING.test(name)
}
