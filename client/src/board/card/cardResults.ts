import { type Atom, atom, type Editor, WeakCache } from '@tldraw/tldraw'

/** How many dots each card got in the newest vote, by card. */
export type CardResults = ReadonlyMap<string, number>

const NONE: CardResults = new Map()

const results = new WeakCache<Editor, Atom<{ dots: CardResults; isVoting: boolean }>>()

/**
 * The newest result on this board, as a signal: for pictures, which are drawn outside the page's context, and for cards
 * that are far away, which know nothing of votes. While a vote is open the pictures alone show the one before.
 */
export function cardResults(editor: Editor): Atom<{ dots: CardResults; isVoting: boolean }> {
	return results.get(editor, () => atom('results of cards', { dots: NONE, isVoting: false }))
}
