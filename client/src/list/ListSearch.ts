import {
	type BoardContent,
	type BoardRecord,
	type Card,
	type CardFacet,
	type CardFilter,
	citiesOfOpenObstacles,
	type FacetCounts,
	facetsOf,
	findCards,
	isCard,
	isOnlyMark,
	joinsOf,
	type MarkedCards,
	markedObstacles,
	NO_FILTER,
	type ParticipantId,
	toggleFilterValue,
} from '@charrette/shared'
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import type { BoardMark } from '../boardParts/search/FilterControls.tsx'
import { useLanguage } from '../i18n/useTranslation.ts'
import { useAskedTexts, useReader } from '../reading/useReading.tsx'
import type { LiveBoard } from '../sync/observeBoard.ts'
import type { ListNavigation } from './useListFocus.ts'

/** The search and filter of the list, for this person alone. */
export interface ListSearch {
	isOpen: boolean
	/** The ids of the listed cards; null without a search or filter, when all cards are listed. */
	visibleIds: ReadonlySet<string> | null
	/** Number of open obstacles while only they are listed (COVER1); null otherwise. */
	openCount: number | null
	/** Meanwhile, the number of cities that have an obstacle, by card, from two cities. */
	cities: ReadonlyMap<string, number>
	facets: FacetCounts
	filter: CardFilter<BoardMark>
	/** The button that opens the search. It gets the focus back when the search closes. */
	button: RefObject<HTMLButtonElement | null>
	/** Opens the search, or closes and clears it. */
	toggle(): void
	/** Closes and clears the search. */
	close(): void
	/** Opens the search, and lists only the open obstacles. */
	showOpenObstacles(): void
	setQuery(query: string): void
	toggleFilterValue(facet: CardFacet, value: string): void
	/** Clears query and filter. */
	clear(): void
	/**
	 * Lists these cards even if they do not match, until the query or filter changes, since this
	 * person is working on them.
	 */
	pinVisible(cards: readonly string[]): void
}

const NOT_ASKED: readonly Card[] = []
const NO_CARDS: ReadonlySet<string> = new Set()
const NO_CITIES: ReadonlyMap<string, number> = new Map()
const NO_MARKS: MarkedCards<BoardMark> = { open: NO_CARDS, shared: NO_CARDS, mine: NO_CARDS }

interface ListSearchDeps {
	content: BoardContent
	board: LiveBoard
	/** Null for facilitators. */
	participant: ParticipantId | null
}

/** Returns the state of search and filter, and the matching cards. */
export function useListSearch({ content, board, participant }: ListSearchDeps): ListSearch {
	const [isOpen, setOpen] = useState(false)
	const [query, setQuery] = useState('')
	const [filter, setFilter] = useState<CardFilter<BoardMark>>(NO_FILTER)
	const [pinned, setPinned] = useState(NO_CARDS)
	const button = useRef<HTMLButtonElement>(null)
	const { compare } = useCollator()
	const marked = useMemo(() => {
		// A closed search filters nothing, so it does not follow the board.
		if (!isOpen) return NO_MARKS
		const { open, shared } = markedObstacles(content.cards, content.links)
		return { open: new Set(open), shared: new Set(shared), mine: ownCards(board.shown(), participant) }
	}, [isOpen, content, board, participant])
	const facets = useMemo(
		() => facetsOf(isOpen ? content.cards : [], marked, { filter, compare }),
		[isOpen, content, marked, filter, compare],
	)
	const { findTranslation } = useReader()
	useAskedTexts(isOpen ? content.cards : NOT_ASKED)
	const visibleIds = useMemo(() => {
		const found = findCards(content.cards, { query, filter, marked, textOf: findTranslation })
		return found && new Set([...found.map(({ id }) => id), ...pinned])
	}, [content, query, filter, marked, pinned, findTranslation])

	const hasOnlyOpen = isOpen && query.trim() === '' && isOnlyMark(filter, 'open')
	const cities = useMemo(
		() => (hasOnlyOpen ? citiesOfOpenObstacles(content.cards, content.links) : NO_CITIES),
		[hasOnlyOpen, content],
	)

	const change = (next: { query?: string; filter?: CardFilter<BoardMark> }) => {
		setQuery(next.query ?? query)
		setFilter(next.filter ?? filter)
		setPinned(NO_CARDS)
	}
	const clear = () => change({ query: '', filter: NO_FILTER })
	const toggle = () => {
		setOpen(!isOpen)
		clear()
	}
	return {
		isOpen,
		visibleIds,
		openCount: hasOnlyOpen ? content.coverage.open : null,
		cities,
		filter,
		facets,
		button,
		toggle,
		close() {
			toggle()
			button.current?.focus()
		},
		showOpenObstacles() {
			setOpen(true)
			change({ query: '', filter: { ...NO_FILTER, marks: ['open'] } })
		},
		setQuery: (next) => change({ query: next }),
		toggleFilterValue: (facet, value) => change({ filter: toggleFilterValue(filter, facet, value) }),
		clear,
		pinVisible: useCallback((cards) => setPinned((was) => new Set([...was, ...cards])), []),
	}
}

/** The navigation of a list that may be filtered. */
export interface SearchNavigation extends ListNavigation {
	/** Lists these cards, and scrolls the last one into view. */
	showAll(cards: readonly string[]): void
}

/** Wraps the navigation so that its targets stay listed. */
export function useSearchNavigation(
	navigation: ListNavigation,
	pinVisible: ListSearch['pinVisible'],
): SearchNavigation {
	return useMemo(
		() => ({
			...navigation,
			goTo(card) {
				pinVisible([card])
				navigation.goTo(card)
			},
			startWriting(card) {
				pinVisible([card])
				navigation.startWriting(card)
			},
			showAll(cards) {
				pinVisible(cards)
				const last = cards.at(-1)
				if (last) navigation.scrollTo(last)
			},
		}),
		[navigation, pinVisible],
	)
}

function useCollator(): Intl.Collator {
	const language = useLanguage()
	return useMemo(() => new Intl.Collator(language), [language])
}

/**
 * Returns the ids of the cards whose author is this participant, or into which such a card is
 * joined; none for a facilitator (null).
 */
export function ownCards(shown: ReadonlyMap<string, BoardRecord>, participant: string | null): ReadonlySet<string> {
	const isOwn = (card: BoardRecord) => card.meta['author'] === participant
	const own = [...shown.values()].filter((card) => isCard(card) && (isOwn(card) || joinsOf(card).some(isOwn)))
	return new Set(participant === null ? [] : own.map(({ id }) => id))
}
