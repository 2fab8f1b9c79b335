import {
	CARD_FACETS,
	CARD_KINDS,
	type CardFacet,
	type CardFilter,
	choiceOfFacet,
	countFilterValues,
	facetsOf,
	findCards,
	type MarkedCards,
	markedObstacles,
	NO_FILTER,
	namesIn,
	searchCards,
	toggleFilterValue,
} from '@charrette/shared'
import type { ViewerBoard, ViewerCard } from '../../src/export/viewer/ViewerFile.ts'
import { button, kindIcon, make } from './dom.ts'
import type { Texts } from './texts.ts'

/** The state of the panel, and its callbacks. */
interface FilterScene {
	board: ViewerBoard
	filter: ViewerFilter
	texts: Texts
	/** The number of matching cards. */
	shown: number
	onChange(filter: ViewerFilter): void
	onClose(): void
}

/** Builds the filter panel, with a toggle button for each value of each facet. */
export function buildFilterPanel({ board, filter, texts, shown, onChange, onClose }: FilterScene): Node[] {
	const { t } = texts
	const labelOf = (facet: CardFacet, value: string): string => {
		if (facet === 'marks') return t(value === 'open' ? 'open' : 'voted')
		const choice = choiceOfFacet(facet)
		return choice ? namesIn(texts)(choice, value) : value
	}
	const { compare } = new Intl.Collator(texts.locale)
	const options = facetsOf(board.cards, markedCards(board), { filter, compare })
	const facets = CARD_FACETS.filter((facet) => options[facet].length > 0).map((facet) =>
		make(
			'fieldset',
			{},
			make('legend', {}, t(facet)),
			...options[facet].map(({ value, count }) => {
				const kind = CARD_KINDS.find((one) => facet === 'kinds' && one === value)
				const chip = make(
					'button',
					{
						type: 'button',
						class: 'chip',
						'aria-pressed': String(filter[facet].some((active) => active === value)),
						'data-value': `${facet} ${value}`,
						'data-kind': kind,
					},
					kind ? kindIcon(kind, 15) : null,
					make('span', { dir: 'auto' }, labelOf(facet, value)),
					make('b', {}, String(count)),
				)
				chip.addEventListener('click', () => onChange(toggleFilterValue(filter, facet, value)))
				return chip
			}),
		),
	)
	const clear = make('button', { type: 'button', class: 'plain' }, t('showAll'))
	clear.addEventListener('click', () => onChange(NO_FILTER))
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
			countFilterValues(filter) > 0 ? clear : null,
		),
	]
}

/** Open: an obstacle without a solution. Voted: a card with dots. */
type ViewerMark = 'open' | 'voted'
export type ViewerFilter = CardFilter<ViewerMark>

function markedCards({ cards, links }: ViewerBoard): MarkedCards<ViewerMark> {
	const voted = cards.filter(({ votes }) => votes).map(({ id }) => id)
	return { open: new Set(markedObstacles(cards, links).open), voted: new Set(voted) }
}

/** Returns the matching cards in reading order; null without a search or filter. */
export function matchingCards(board: ViewerBoard, query: string, filter: ViewerFilter): ViewerCard[] | null {
	return findCards(board.cards, { query, filter, marked: markedCards(board) })
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
