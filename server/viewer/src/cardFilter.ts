import { CARD_KINDS, type Card, markedObstacles, OBSTACLE_CATEGORIES, searchCards } from '@charrette/shared'
import type { ViewerBoard, ViewerCard } from '../../src/export/viewer/ViewerFile.ts'
import { button, kindIcon, make } from './dom.ts'
import type { Texts } from './texts.ts'

/** The state of the panel, and its callbacks. */
interface FilterScene {
	board: ViewerBoard
	filter: CardFilter
	texts: Texts
	/** The number of matching cards. */
	shown: number
	onChange(filter: CardFilter): void
	onClose(): void
}

/** Builds the filter panel, with a toggle button for each value of each facet. */
export function buildFilterPanel({ board, filter, texts, shown, onChange, onClose }: FilterScene): Node[] {
	const { t } = texts
	const labelOf = (facet: Facet, value: string): string => {
		if (facet === 'marks') return t(value === 'open' ? 'open' : 'voted')
		if (facet === 'kinds') return texts.kinds[value as keyof typeof texts.kinds]
		if (facet === 'categories') return texts.categories[value as keyof typeof texts.categories]
		return value
	}
	const options = filterOptions(board, texts.locale)
	const facets = FACETS.filter((facet) => options[facet].length > 0).map((facet) =>
		make(
			'fieldset',
			{},
			make('legend', {}, t(facet)),
			...options[facet].map(([value, count]) => {
				const isKind = facet === 'kinds'
				const chip = make(
					'button',
					{
						type: 'button',
						class: 'chip',
						'aria-pressed': String(filter.values[facet].has(value)),
						'data-value': `${facet} ${value}`,
						'data-kind': isKind && value,
					},
					isKind ? kindIcon(value as keyof typeof texts.kinds, 15) : null,
					make('span', { dir: 'auto' }, labelOf(facet, value)),
					make('b', {}, String(count)),
				)
				chip.addEventListener('click', () => onChange(toggleFilterValue(filter, facet, value)))
				return chip
			}),
		),
	)
	const clear = make('button', { type: 'button', class: 'plain' }, t('showAll'))
	clear.addEventListener('click', () => onChange({ ...emptyFilter(), query: filter.query }))
	return [
		make(
			'div',
			{ class: 'head' },
			make('h2', {}, t('filter')),
			button({ icon: 'close', label: t('closeFilter') }, onClose),
		),
		...facets,
		make(
			'div',
			{ class: 'foot' },
			make('span', {}, t('shown', { shown, count: board.cards.length })),
			countCriteria(filter) > 0 ? clear : null,
		),
	]
}

/** The facets of the filter. A card matches if it has any selected value of each facet. */
const FACETS = ['marks', 'kinds', 'categories', 'cities'] as const
type Facet = (typeof FACETS)[number]

/** A search query, and the selected values of each facet. */
export interface CardFilter {
	query: string
	values: Record<Facet, ReadonlySet<string>>
}

export function emptyFilter(): CardFilter {
	return { query: '', values: { marks: new Set(), kinds: new Set(), categories: new Set(), cities: new Set() } }
}

/** Returns the number of selected values. */
export function countCriteria({ values }: CardFilter): number {
	return FACETS.reduce((sum, facet) => sum + values[facet].size, 0)
}

/** Returns the filter with this value toggled. */
function toggleFilterValue(filter: CardFilter, facet: Facet, value: string): CardFilter {
	const values = new Set(filter.values[facet])
	if (!values.delete(value)) values.add(value)
	return { ...filter, values: { ...filter.values, [facet]: values } }
}

/** Returns the values of a card in each facet. */
function valuesOf(card: Card, open: ReadonlySet<string>): Record<Facet, string[]> {
	return {
		marks: [...(open.has(card.id) ? ['open'] : []), ...(card.votes ? ['voted'] : [])],
		kinds: [card.kind],
		categories: card.category ? [card.category] : [],
		cities: card.city ? [card.city] : [],
	}
}

/**
 * Returns the values of a board's cards in each facet, in display order, with the number of cards.
 */
function filterOptions(board: ViewerBoard, locale: string): Record<Facet, [value: string, count: number][]> {
	const open = new Set(markedObstacles(board.cards, board.links).open)
	const counts = { marks: new Map(), kinds: new Map(), categories: new Map(), cities: new Map() }
	for (const card of board.cards)
		for (const [facet, values] of Object.entries(valuesOf(card, open)) as [Facet, string[]][])
			for (const value of values) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1)
	const inOrder = (facet: Facet, values: readonly string[]) =>
		values.flatMap((value): [string, number][] => (counts[facet].has(value) ? [[value, counts[facet].get(value)]] : []))
	return {
		marks: inOrder('marks', ['open', 'voted']),
		kinds: inOrder('kinds', CARD_KINDS),
		categories: inOrder('categories', OBSTACLE_CATEGORIES),
		cities: inOrder('cities', [...counts.cities.keys()].sort(new Intl.Collator(locale).compare)),
	}
}

/** Returns the matching cards in reading order; null without a search or filter. */
export function matchingCards(board: ViewerBoard, filter: CardFilter): ViewerCard[] | null {
	const isSearching = filter.query.trim() !== ''
	if (!isSearching && countCriteria(filter) === 0) return null
	const open = new Set(markedObstacles(board.cards, board.links).open)
	const found = isSearching ? new Set(searchCards(board.cards, filter.query, (name) => name)) : null
	return board.cards.filter((card) => {
		if (found && !found.has(card)) return false
		const values = valuesOf(card, open)
		return FACETS.every(
			(facet) => filter.values[facet].size === 0 || values[facet].some((value) => filter.values[facet].has(value)),
		)
	})
}

/** The number of search results on other boards, and the next board that has any. */
export interface OtherBoardMatches {
	count: number
	next: ViewerBoard
}

/** Searches the other boards; null if none has results. */
export function matchesOnOtherBoards(
	boards: readonly ViewerBoard[],
	here: ViewerBoard,
	query: string,
): OtherBoardMatches | null {
	const at = boards.indexOf(here)
	const others = [...boards.slice(at + 1), ...boards.slice(0, at)]
	const found = others.map((board) => ({ board, count: searchCards(board.cards, query, (name) => name).length }))
	const next = found.find(({ count }) => count > 0)?.board
	return next ? { next, count: found.reduce((sum, { count }) => sum + count, 0) } : null
}
