import {
	type BoardContent,
	type BoardRecord,
	type Card,
	findObstacles,
	isCard,
	type ParticipantId,
	searchCards,
} from '@charrette/shared'
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import {
	type Facets,
	type Filter,
	facetsOf,
	isFiltering,
	type MarkedCards,
	matchesFilter,
	NO_FILTER,
	toggleFilterValue,
} from '../board/search/Filter.ts'
import { FilterFacets, FilterSummary } from '../board/search/FilterControls.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { FollowedBoard } from './followBoard.ts'
import styles from './list.module.css'
import type { ListNavigation } from './useListFocus.ts'

interface ListSearchRowProps {
	find: ListSearch
	/** The cards that are listed. */
	cards: readonly Card[]
	/** How many cards there are. */
	count: number
	/** Goes to a card of the list. */
	onEnter: (card: Card) => void
}

/** Search and filter over the list: it holds what was found while one types; Enter leads into it, Esc ends it. */
export function ListSearchRow({ find, cards, count, onEnter }: ListSearchRowProps) {
	const { t } = useTranslation('board')
	const [text, setText] = useState('')
	const [isFilterOpen, setFilterOpen] = useState(false)
	const field = useRef<HTMLInputElement>(null)
	useEffect(() => field.current?.focus(), [])

	const onKeyDown = (event: KeyboardEvent) => {
		// An input method's own Enter and Escape choose a character.
		if (event.nativeEvent.isComposing || event.keyCode === 229) return
		const isInField = event.target === field.current
		if (event.key === 'Escape') find.close()
		else if (isInField && cards[0] && (event.key === 'Enter' || event.key === 'ArrowDown')) onEnter(cards[0])
		else return
		event.preventDefault()
	}
	const clear = () => {
		setText('')
		find.clear()
		field.current?.focus()
	}
	return (
		<search className={styles['search']} aria-label={t('list.find')} onKeyDown={onKeyDown}>
			<div className={styles['searchLine']}>
				<Icon name="search" size={18} />
				<input
					ref={field}
					type="text"
					value={text}
					aria-label={t('search.label')}
					placeholder={t('search.label')}
					autoComplete="off"
					enterKeyHint="search"
					spellCheck={false}
					onChange={({ target, nativeEvent }) => {
						setText(target.value)
						if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) find.search(target.value)
					}}
					onCompositionEnd={({ currentTarget }) => find.search(currentTarget.value)}
				/>
				<Button
					variant="quiet"
					size="small"
					icon="filter"
					iconOnly
					aria-label={t('filter.open')}
					title={t('filter.open')}
					aria-expanded={isFilterOpen}
					onClick={() => setFilterOpen(!isFilterOpen)}
				/>
				<Button
					variant="quiet"
					size="small"
					icon="close"
					iconOnly
					aria-label={t('search.close')}
					title={t('search.close')}
					onClick={find.close}
				/>
			</div>
			{isFilterOpen && <FilterFacets facets={find.facets} filter={find.filter} onToggle={find.toggleFilterValue} />}
			<FilterSummary shownCount={find.visibleIds && cards.length} count={count} onClear={clear} />
		</search>
	)
}

/** Search and filter in the list, of this person alone. */
export interface ListSearch {
	isOpen: boolean
	/** The ids of the cards that are listed; null while nothing is looked for, and all are. */
	visibleIds: ReadonlySet<string> | null
	facets: Facets
	filter: Filter
	/** The button that opens the search. */
	button: RefObject<HTMLButtonElement | null>
	/** Opens the search, or ends it with all that was looked for. */
	toggle(): void
	/** Ends the search, and goes back to the button that opened it. */
	close(): void
	search(typed: string): void
	toggleFilterValue<Field extends keyof Filter>(field: Field, value: Filter[Field][number]): void
	/** Lists every card again. */
	clear(): void
	/** Lists these cards whatever is looked for, until something else is: one is at work on them. */
	keep(cards: readonly string[]): void
}

const NO_CARDS: ReadonlySet<string> = new Set()

interface ListSearchDeps {
	content: BoardContent
	board: FollowedBoard
	/** Null for a facilitator. */
	participant: ParticipantId | null
}

/** What is looked for among the cards of a content, and what is found. */
export function useListSearch({ content, board, participant }: ListSearchDeps): ListSearch {
	const [isOpen, setOpen] = useState(false)
	const [typed, setTyped] = useState('')
	const [filter, setFilter] = useState(NO_FILTER)
	const [kept, setKept] = useState(NO_CARDS)
	const button = useRef<HTMLButtonElement>(null)
	const { compare } = useCollator()
	const marked = useMemo(() => {
		const { open, shared } = findObstacles(content.cards, content.links)
		return { open: new Set(open), shared: new Set(shared), mine: ownCards(board.shown(), participant) }
	}, [content, board, participant])
	const seen = useMemo(() => {
		const found = findCards(content.cards, { query: typed, filter, marked })
		return found && new Set([...found, ...kept])
	}, [content, typed, filter, marked, kept])

	const change = (next: { typed?: string; filter?: Filter }) => {
		setTyped(next.typed ?? typed)
		setFilter(next.filter ?? filter)
		setKept(NO_CARDS)
	}
	const clear = () => change({ typed: '', filter: NO_FILTER })
	const toggle = () => {
		setOpen(!isOpen)
		clear()
	}
	return {
		isOpen,
		visibleIds: seen,
		filter,
		facets: useMemo(() => facetsOf(content.cards, marked, { filter, compare }), [content, marked, filter, compare]),
		button,
		toggle,
		close() {
			toggle()
			button.current?.focus()
		},
		search: (now) => change({ typed: now }),
		toggleFilterValue: (field, value) => change({ filter: toggleFilterValue(filter, field, value) }),
		clear,
		keep: useCallback((cards) => setKept((was) => new Set([...was, ...cards])), []),
	}
}

/** The ways to go in a list of which only a part may be seen. */
export interface SearchNavigation extends ListNavigation {
	/** Brings cards into sight, the last of them for sure. */
	showAll(cards: readonly string[]): void
}

/** The same ways to go, each of which keeps in the list what it leads to. */
export function useSearchNavigation(moves: ListNavigation, keep: ListSearch['keep']): SearchNavigation {
	return useMemo(
		() => ({
			...moves,
			goTo(card) {
				keep([card])
				moves.goTo(card)
			},
			startWriting(card) {
				keep([card])
				moves.startWriting(card)
			},
			showAll(cards) {
				keep(cards)
				const last = cards.at(-1)
				if (last) moves.scrollTo(last)
			},
		}),
		[moves, keep],
	)
}

function useCollator(): Intl.Collator {
	const locale = useLocale()
	return useMemo(() => new Intl.Collator(locale), [locale])
}

/** What is looked for in the list: words, and what the filter asks. */
export interface SearchQuery {
	query: string
	filter: Filter
	marked: MarkedCards
}

/** The ids of the cards that hold what was typed and that the filter lets be seen; null while neither asks anything. */
export function findCards(cards: readonly Card[], { query, filter, marked }: SearchQuery): ReadonlySet<string> | null {
	const isSearching = query.trim() !== ''
	if (!isSearching && !isFiltering(filter)) return null
	// The list's cards have their authors by name.
	const held = isSearching ? searchCards(cards, query, (name) => name) : cards
	return new Set(held.filter((card) => matchesFilter(filter, card, marked)).map(({ id }) => id))
}

/** The ids of the cards that this participant made; a facilitator (null) makes none. */
export function ownCards(shown: ReadonlyMap<string, BoardRecord>, participant: string | null): ReadonlySet<string> {
	const own = [...shown.values()].filter((record) => isCard(record) && record.meta['author'] === participant)
	return new Set(participant === null ? [] : own.map(({ id }) => id))
}
