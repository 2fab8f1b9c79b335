import { CARD_KINDS, type Card, OBSTACLE_CATEGORIES, searchCards } from '@charrette/shared'
import type { ViewerBoard, ViewerCard } from '../../src/export/viewer/ViewerFile.ts'
import { button, kindIcon, make } from './dom.ts'
import type { Texts } from './texts.ts'

/** What the panel shows, and whom it tells. */
export interface FilterScene {
	board: ViewerBoard
	filter: CardFilter
	texts: Texts
	/** How many cards are shown. */
	shown: number
	onChange(wishes: CardFilter): void
	onClose(): void
}

/** What the cards can be filtered by, as buttons that stay pressed. */
export function buildFilterPanel({ board, filter, texts, shown, onChange, onClose }: FilterScene): Node[] {
	const { t } = texts
	const wordOf = (facet: Facet, value: string): string => {
		if (facet === 'marks') return t(value === 'open' ? 'open' : 'voted')
		if (facet === 'kinds') return texts.kinds[value as keyof typeof texts.kinds]
		if (facet === 'categories') return texts.categories[value as keyof typeof texts.categories]
		return value
	}
	const offers = filterOptions(board, texts.locale)
	const facets = FACETS.filter((facet) => offers[facet].length > 0).map((facet) =>
		make(
			'fieldset',
			{},
			make('legend', {}, t(facet)),
			...offers[facet].map(([value, count]) => {
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
					make('span', { dir: 'auto' }, wordOf(facet, value)),
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

/** What cards can be asked for; within one any value will do, and each that is asked must be met. */
const FACETS = ['marks', 'kinds', 'categories', 'cities'] as const
type Facet = (typeof FACETS)[number]

/** What one looks for on a board. */
export interface CardFilter {
	query: string
	values: Record<Facet, ReadonlySet<string>>
}

/** Nothing is looked for. */
export function emptyFilter(): CardFilter {
	return { query: '', values: { marks: new Set(), kinds: new Set(), categories: new Set(), cities: new Set() } }
}

/** How many values are asked for. */
export function countCriteria({ values }: CardFilter): number {
	return FACETS.reduce((sum, facet) => sum + values[facet].size, 0)
}

/** The wishes with one value more, or one less if it was there. */
function toggleFilterValue(wishes: CardFilter, facet: Facet, value: string): CardFilter {
	const values = new Set(wishes.values[facet])
	if (!values.delete(value)) values.add(value)
	return { ...wishes, values: { ...wishes.values, [facet]: values } }
}

/** What a card has of each facet. */
function valuesOf(card: Card, answered: ReadonlySet<string>): Record<Facet, string[]> {
	const isOpen = card.kind === 'obstacle' && !answered.has(card.id)
	return {
		marks: [...(isOpen ? ['open'] : []), ...(card.votes ? ['voted'] : [])],
		kinds: [card.kind],
		categories: card.category ? [card.category] : [],
		cities: card.city ? [card.city] : [],
	}
}

/** What the cards of a board can be asked for, with how many have it, in the order in which it is offered. */
function filterOptions(board: ViewerBoard, locale: string): Record<Facet, [value: string, count: number][]> {
	const answered = answeredOn(board)
	const counts = { marks: new Map(), kinds: new Map(), categories: new Map(), cities: new Map() }
	for (const card of board.cards)
		for (const [facet, values] of Object.entries(valuesOf(card, answered)) as [Facet, string[]][])
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

/** The cards that are looked for, in reading order; null while nothing is. */
export function matchingCards(board: ViewerBoard, wishes: CardFilter): ViewerCard[] | null {
	const isSearching = wishes.query.trim() !== ''
	if (!isSearching && countCriteria(wishes) === 0) return null
	const answered = answeredOn(board)
	const found = isSearching ? new Set(searchCards(board.cards, wishes.query, (name) => name)) : null
	return board.cards.filter((card) => {
		if (found && !found.has(card)) return false
		const values = valuesOf(card, answered)
		return FACETS.every(
			(facet) => wishes.values[facet].size === 0 || values[facet].some((value) => wishes.values[facet].has(value)),
		)
	})
}

/** What was typed, on other boards: how often it is there, and the next board, in their order, that has it. */
export interface OtherBoardMatches {
	count: number
	next: ViewerBoard
}

/** Looks for what was typed on the other boards; null where it is on none. */
export function matchesOnOtherBoards(
	boards: readonly ViewerBoard[],
	here: ViewerBoard,
	typed: string,
): OtherBoardMatches | null {
	const at = boards.indexOf(here)
	const others = [...boards.slice(at + 1), ...boards.slice(0, at)]
	const found = others.map((board) => ({ board, count: searchCards(board.cards, typed, (name) => name).length }))
	const next = found.find(({ count }) => count > 0)?.board
	return next ? { next, count: found.reduce((sum, { count }) => sum + count, 0) } : null
}

function answeredOn({ links }: ViewerBoard): Set<string> {
	return new Set(links.filter(({ meaning }) => meaning === 'addresses').map(({ to }) => to))
}
