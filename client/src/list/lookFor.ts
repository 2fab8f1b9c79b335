import { type BoardRecord, type Card, isCard, searchCards } from '@charrette/shared'
import { type Filter, isFiltering, type MarkedCards, passesFilter } from '../board/find/Filter.ts'

/** What is looked for in the list: words, and what the filter asks. */
export interface Wanted {
	typed: string
	filter: Filter
	marked: MarkedCards
}

/** The ids of the cards that hold what was typed and that the filter lets be seen; null while neither asks anything. */
export function lookFor(cards: readonly Card[], { typed, filter, marked }: Wanted): ReadonlySet<string> | null {
	const isSearching = typed.trim() !== ''
	if (!isSearching && !isFiltering(filter)) return null
	// The list's cards have their authors by name.
	const held = isSearching ? searchCards(cards, typed, (name) => name) : cards
	return new Set(held.filter((card) => passesFilter(filter, card, marked)).map(({ id }) => id))
}

/** The ids of the cards that this participant made; a facilitator (null) makes none. */
export function ownCards(shown: ReadonlyMap<string, BoardRecord>, participant: string | null): ReadonlySet<string> {
	const own = [...shown.values()].filter((record) => isCard(record) && record.meta['author'] === participant)
	return new Set(participant === null ? [] : own.map(({ id }) => id))
}
