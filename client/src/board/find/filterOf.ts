import { type Atom, atom, type Computed, computed, type Editor, WeakCache } from '@tldraw/tldraw'
import { authorOf } from '../author.ts'
import { contentOf, obstaclesOf } from '../contentOf.ts'
import { type Filter, isFiltering, type MarkedCards, NO_FILTER, passesFilter } from './Filter.ts'

const filters = new WeakCache<Editor, Atom<Filter>>()
const marks = new WeakCache<Editor, Computed<MarkedCards>>()
const passing = new WeakCache<Editor, Computed<ReadonlySet<string> | null>>()

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
export function passingCards(editor: Editor): ReadonlySet<string> | null {
	const passed = passing.get(editor, () =>
		computed('passing cards', () => {
			const filter = filterOf(editor).get()
			if (!isFiltering(filter)) return null
			const marked = markedCards(editor)
			const cards = contentOf(editor)
				.get()
				.cards.filter((card) => passesFilter(filter, card, marked))
			return new Set(cards.map((card) => card.id))
		}),
	)
	return passed.get()
}
