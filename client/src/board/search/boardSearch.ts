import { searchCards } from '@charrette/shared'
import { type Atom, atom, type Computed, computed, type Editor, type TLShapeId, WeakCache } from '@tldraw/tldraw'
import { authorOf, namesOf } from '../author.ts'
import { contentOf, obstaclesOf } from '../contentOf.ts'
import { zoomToCard } from '../viewport/camera.ts'
import { type Filter, isFiltering, type MarkedCards, matchesFilter, NO_FILTER } from './Filter.ts'

/** A search under way: what was typed, and the card that is shown now. */
export interface Search {
	query: string
	current: TLShapeId | null
}

const searches = new WeakCache<Editor, Atom<Search | null>>()
const results = new WeakCache<Editor, Computed<readonly TLShapeId[]>>()

/** This person's search at this board; null while there is none. */
export function searchOf(editor: Editor): Atom<Search | null> {
	return searches.get(editor, () => atom<Search | null>('search', null))
}

/** The cards that the search finds, in reading order. They come and go while the board changes. */
export function searchResults(editor: Editor): readonly TLShapeId[] {
	const found = results.get(editor, () =>
		computed('found cards', () => {
			const typed = searchOf(editor).get()?.query ?? ''
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
	searchOf(editor).set({ query: typed, current: before })
	const found = searchResults(editor)
	const current = before && found.includes(before) ? before : (found[0] ?? null)
	searchOf(editor).set({ query: typed, current })
	if (current && current !== before) zoomToCard(editor, current)
}

/** Goes to the next card that was found (1), or to the one before (-1); after the last comes the first. */
export function stepSearch(editor: Editor, by: 1 | -1): void {
	const now = searchOf(editor).get()
	const found = searchResults(editor)
	if (!now || found.length === 0) return
	const at = now.current ? found.indexOf(now.current) : -1
	const next = at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length
	const current = found[next] ?? null
	searchOf(editor).set({ ...now, current })
	if (current) zoomToCard(editor, current)
}

/** Ends the search where it led to: the card that was shown is selected. */
export function endSearch(editor: Editor): void {
	const current = searchOf(editor).get()?.current
	searchOf(editor).set(null)
	if (current && editor.getShape(current) && editor.isIn('select')) editor.select(current)
}

const filters = new WeakCache<Editor, Atom<Filter>>()
const marks = new WeakCache<Editor, Computed<MarkedCards>>()
const matching = new WeakCache<Editor, Computed<ReadonlySet<string> | null>>()

/** This person's filter at this board; it is nobody else's business, and never in the document. */
export function filterOf(editor: Editor): Atom<Filter> {
	return filters.get(editor, () => atom('filter', NO_FILTER))
}

/** Which cards are open or shared obstacles, and which are this person's. */
export function markedCards(editor: Editor): MarkedCards {
	const marked = marks.get(editor, () =>
		computed('marked cards', () => {
			const { open, shared } = obstaclesOf(editor)
			const me = authorOf(editor).current.id
			const mine =
				me === null
					? []
					: contentOf(editor)
							.get()
							.cards.filter((card) => card.author === me)
			return { open: new Set(open), shared: new Set(shared), mine: new Set(mine.map((card) => card.id)) }
		}),
	)
	return marked.get()
}

/** The cards that the filter lets be seen; null while there is no filter. */
export function matchingCards(editor: Editor): ReadonlySet<string> | null {
	const passed = matching.get(editor, () =>
		computed('passing cards', () => {
			const filter = filterOf(editor).get()
			if (!isFiltering(filter)) return null
			const marked = markedCards(editor)
			const cards = contentOf(editor)
				.get()
				.cards.filter((card) => matchesFilter(filter, card, marked))
			return new Set(cards.map((card) => card.id))
		}),
	)
	return passed.get()
}

const dimmed = new WeakCache<Editor, Computed<ReadonlySet<string> | null>>()

/**
 * What steps back on the board, by id: the cards that are not looked for, the links that touch one of them, and the
 * clusters that hold nothing else. Null while nothing is looked for. While one searches, the filter rests.
 */
export function dimmedShapes(editor: Editor): ReadonlySet<string> | null {
	const found = dimmed.get(editor, () =>
		computed('dimmed', () => {
			const wanted = searchOf(editor).get()?.query ? new Set<string>(searchResults(editor)) : matchingCards(editor)
			if (!wanted || (wanted.size === 0 && searchOf(editor).get())) return null
			const { cards, links, clusters } = contentOf(editor).get()
			const back = new Set(cards.map((card) => card.id).filter((id) => !wanted.has(id)))
			const backLinks = links.filter(({ from, to }) => back.has(from) || back.has(to))
			const backClusters = clusters.filter((cluster) => cluster.cards.every((card) => back.has(card)))
			return new Set([...back, ...backLinks.map((link) => link.id), ...backClusters.map((cluster) => cluster.id)])
		}),
	)
	return found.get()
}
