import { type BoardContent, type MarkedObstacles, type ParticipantId, searchCards } from '@charrette/shared'
import { type Atom, atom, type Computed, computed, type Signal, type TLShapeId } from '@tldraw/tldraw'
import { type Filter, isFiltering, type MarkedCards, matchesFilter, NO_FILTER } from './Filter.ts'

/** A search in progress: the query so far, and the current result. */
interface Search {
	query: string
	current: TLShapeId | null
}

/** The search and filter of one person on one board. They are local, and never in the document. */
export interface BoardSearch {
	filter: Atom<Filter>
	/** The search in progress; null while the search is closed. */
	active: Atom<Search | null>
	/** The cards that match the search, in reading order. */
	results: Computed<readonly TLShapeId[]>
	/** The cards with each mark: open obstacles, shared obstacles, this person's own cards. */
	marked: Computed<MarkedCards>
	/** The cards that match the filter; null without a filter. */
	matching: Computed<ReadonlySet<string> | null>
	/**
	 * The ids of all dimmed shapes: cards that do not match, links at such a card, and clusters that
	 * contain only such cards. Null while nothing is dimmed. During a search the filter is ignored.
	 */
	dimmed: Computed<ReadonlySet<string> | null>
}

interface BoardSearchDeps {
	content: Signal<BoardContent>
	obstacles: Signal<MarkedObstacles>
	author: { readonly current: { id: ParticipantId | null } }
	names: { readonly current: ReadonlyMap<string, string> }
}

/**
 * Creates the search and filter of a board. `deps` is only read while a search, a filter or its
 * panel is active.
 */
export function createBoardSearch(deps: BoardSearchDeps): BoardSearch {
	const readCards = () => deps.content.get().cards
	const filter = atom('filter', NO_FILTER)
	const active = atom<Search | null>('active search', null)
	const results = computed('search results', () => {
		const query = active.get()?.query ?? ''
		if (query === '') return []
		const found = searchCards(readCards(), query, (id) => deps.names.current.get(id))
		// The ids of the content are those of the records.
		return found.map((card) => card.id as TLShapeId)
	})
	const marked = computed('marked cards', () => {
		const { open, shared } = deps.obstacles.get()
		const me = deps.author.current.id
		const mine = me === null ? [] : readCards().filter((card) => card.author === me)
		return { open: new Set(open), shared: new Set(shared), mine: new Set(mine.map((card) => card.id)) }
	})
	const matching = computed('matching cards', () => {
		if (!isFiltering(filter.get())) return null
		const cards = readCards().filter((card) => matchesFilter(filter.get(), card, marked.get()))
		return new Set(cards.map((card) => card.id))
	})
	const dimmed = computed('dimmed shapes', () => {
		const wanted = active.get()?.query ? new Set<string>(results.get()) : matching.get()
		if (!wanted || (wanted.size === 0 && active.get())) return null
		return complementOf(wanted, deps.content.get())
	})
	return { filter, active, results, marked, matching, dimmed }
}

function complementOf(wanted: ReadonlySet<string>, { cards, links, clusters }: BoardContent): ReadonlySet<string> {
	const dimmed = new Set(cards.map((card) => card.id).filter((id) => !wanted.has(id)))
	const dimmedLinks = links.filter(({ from, to }) => dimmed.has(from) || dimmed.has(to))
	const dimmedClusters = clusters.filter((cluster) => cluster.cards.every((card) => dimmed.has(card)))
	return new Set([...dimmed, ...dimmedLinks.map((link) => link.id), ...dimmedClusters.map((cluster) => cluster.id)])
}
