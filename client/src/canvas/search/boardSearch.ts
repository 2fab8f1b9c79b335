import {
	type BoardContent,
	type CardFilter,
	countFilterValues,
	findCards,
	type MarkedCards,
	type MarkedObstacles,
	NO_FILTER,
	type ParticipantId,
	searchCards,
} from '@charrette/shared'
import type { BoardMark } from '../../boardParts/search/FilterControls.tsx'
import type { Reader } from '../../reading/useReading.tsx'
import type { ShapeId } from '../engine/shapes.ts'
import { type Atom, atom, type Computed, computed, type Signal } from '../engine/signals.ts'

/** A search in progress: the query so far, and the current result. */
interface Search {
	query: string
	current: ShapeId | null
}

/** The search and filter of one person on one board. They are local, and never in the document. */
export interface BoardSearch {
	filter: Atom<CardFilter<BoardMark>>
	/** The search in progress; null while the search is closed. */
	active: Atom<Search | null>
	/** The cards that match the search, in reading order. */
	results: Computed<readonly ShapeId[]>
	/** The cards with each mark: open obstacles, shared obstacles, this person's own cards. */
	marked: Computed<MarkedCards<BoardMark>>
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
	/** Finds cards by their texts in this person's language, too. */
	reader: Signal<Reader>
	people: {
		author: { readonly current: { id: ParticipantId | null } }
		names: { readonly current: ReadonlyMap<string, string> }
	}
}

/**
 * Creates the search and filter of a board. `deps` is only read while a search, a filter or its
 * panel is active.
 */
export function createBoardSearch(deps: BoardSearchDeps): BoardSearch {
	const readCards = () => deps.content.get().cards
	const filter = atom<CardFilter<BoardMark>>('filter', NO_FILTER)
	const active = atom<Search | null>('active search', null)
	const results = computed('search results', () => {
		const query = active.get()?.query ?? ''
		if (query === '') return []
		const { findTranslation } = deps.reader.get()
		const found = searchCards(readCards(), query, (id) => deps.people.names.current.get(id), findTranslation)
		// The ids of the content are those of the records.
		return found.map((card) => card.id as ShapeId)
	})
	const marked = computed('marked cards', () => {
		const { open, shared } = deps.obstacles.get()
		const me = deps.people.author.current.id
		const mine = me === null ? [] : readCards().filter((card) => card.author === me)
		return { open: new Set(open), shared: new Set(shared), mine: new Set(mine.map((card) => card.id)) }
	})
	const matching = computed('matching cards', () => {
		// Without a filter, the cards and marks are not read.
		if (countFilterValues(filter.get()) === 0) return null
		const found = findCards(readCards(), { query: '', filter: filter.get(), marked: marked.get() })
		return found && new Set(found.map((card) => card.id))
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
