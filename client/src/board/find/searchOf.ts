import { searchCards } from '@charrette/shared'
import { type Atom, atom, type Computed, computed, type Editor, type TLShapeId, WeakCache } from '@tldraw/tldraw'
import { namesOf } from '../author.ts'
import { contentOf } from '../contentOf.ts'
import { goToCard } from './goToCard.ts'

/** A search under way: what was typed, and the card that is shown now. */
export interface Search {
	typed: string
	current: TLShapeId | null
}

const searches = new WeakCache<Editor, Atom<Search | null>>()
const hits = new WeakCache<Editor, Computed<readonly TLShapeId[]>>()

/** This person's search at this board; null while there is none. */
export function searchOf(editor: Editor): Atom<Search | null> {
	return searches.get(editor, () => atom<Search | null>('search', null))
}

/** The cards that the search finds, in reading order. They come and go while the board changes. */
export function foundCards(editor: Editor): readonly TLShapeId[] {
	const found = hits.get(editor, () =>
		computed('found cards', () => {
			const typed = searchOf(editor).get()?.typed ?? ''
			if (typed === '') return []
			const names = namesOf(editor).current
			// The content's ids are the records' own.
			return searchCards(contentOf(editor).get().cards, typed, (author) => names.get(author)).map(
				(card) => card.id as TLShapeId,
			)
		}),
	)
	return found.get()
}

/** Searches for what was typed, and goes to the first card that has it, unless the one that is shown has it, too. */
export function search(editor: Editor, typed: string): void {
	const before = searchOf(editor).get()?.current ?? null
	searchOf(editor).set({ typed, current: before })
	const found = foundCards(editor)
	const current = before && found.includes(before) ? before : (found[0] ?? null)
	searchOf(editor).set({ typed, current })
	if (current && current !== before) goToCard(editor, current)
}

/** Goes to the next card that was found (1), or to the one before (-1); after the last comes the first. */
export function stepSearch(editor: Editor, by: 1 | -1): void {
	const now = searchOf(editor).get()
	const found = foundCards(editor)
	if (!now || found.length === 0) return
	const at = now.current ? found.indexOf(now.current) : -1
	const next = at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length
	const current = found[next] ?? null
	searchOf(editor).set({ ...now, current })
	if (current) goToCard(editor, current)
}

/** Ends the search where it led to: the card that was shown is selected. */
export function endSearch(editor: Editor): void {
	const current = searchOf(editor).get()?.current
	searchOf(editor).set(null)
	if (current && editor.getShape(current) && editor.isIn('select')) editor.select(current)
}
