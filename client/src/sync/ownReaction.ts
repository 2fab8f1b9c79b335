import type { SentReaction } from '@charrette/shared'
import { type Atom, atom, type Editor, WeakCache } from '@tldraw/tldraw'

const reactions = new WeakCache<Editor, Atom<SentReaction | null>>()

/** The reaction that rises from this person's own cursor now, as a signal; presence tells it to the others. */
export function ownReaction(editor: Editor): Atom<SentReaction | null> {
	return reactions.get(editor, () => atom<SentReaction | null>('own reaction', null))
}
