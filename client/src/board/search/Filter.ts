import { CARD_KINDS, type Card, type CardKind, OBSTACLE_CATEGORIES, type ObstacleCategory } from '@charrette/shared'

/** What else can be asked of a card: an obstacle without a solution, one that several cities share, one's own. */
const MARKS = ['open', 'shared', 'mine'] as const
type Mark = (typeof MARKS)[number]

/** Which cards one wants to see. Within a list any will do; an empty list asks nothing. Of the marks all must be true. */
export interface Filter {
	kinds: readonly CardKind[]
	cities: readonly string[]
	categories: readonly ObstacleCategory[]
	marks: readonly Mark[]
}

export const NO_FILTER: Filter = { kinds: [], cities: [], categories: [], marks: [] }

/** Which cards (ids) each mark is true of. */
export type MarkedCards = Record<Mark, ReadonlySet<string>>

export function isFiltering(filter: Filter): boolean {
	return Object.values(filter).some((wanted: readonly string[]) => wanted.length > 0)
}

/** Whether a card is one that the filter lets be seen. */
export function matchesFilter(filter: Filter, card: Card, marked: MarkedCards): boolean {
	const { kinds, cities, categories, marks } = filter
	if (kinds.length > 0 && !kinds.includes(card.kind)) return false
	if (cities.length > 0 && !cities.includes(card.city)) return false
	if (categories.length > 0 && !(card.category && categories.includes(card.category))) return false
	return marks.every((mark) => marked[mark].has(card.id))
}

/** The filter with one wish more, or one less if it was there. */
export function toggleFilterValue<Field extends keyof Filter>(
	filter: Filter,
	field: Field,
	value: Filter[Field][number],
): Filter {
	const wanted: readonly string[] = filter[field]
	const now = wanted.includes(value) ? wanted.filter((other) => other !== value) : [...wanted, value]
	return { ...filter, [field]: now }
}

/** One thing that can be asked for, and how many cards of the board have it. */
export interface Facet<Value extends string> {
	value: Value
	count: number
}

/** What a board can be filtered by. */
export interface Facets {
	kinds: Facet<CardKind>[]
	cities: Facet<string>[]
	categories: Facet<ObstacleCategory>[]
	marks: Facet<Mark>[]
}

/**
 * What the cards of a board can be filtered by: only what there is, or what is asked for though the last such card is
 * gone. Cities are in the order of `compare`.
 */
export function facetsOf(
	cards: readonly Card[],
	marked: MarkedCards,
	{ filter, compare }: { filter: Filter; compare: (a: string, b: string) => number },
): Facets {
	const count = <Value extends string>(
		values: readonly Value[],
		wanted: readonly Value[],
		of: (card: Card) => unknown,
	) =>
		values
			.map((value) => ({ value, count: cards.filter((card) => of(card) === value).length }))
			.filter((facet) => facet.count > 0 || wanted.includes(facet.value))
	const cities = new Set([...cards.map((card) => card.city), ...filter.cities])
	cities.delete('')
	return {
		kinds: count(CARD_KINDS, filter.kinds, (card) => card.kind),
		cities: count([...cities].sort(compare), filter.cities, (card) => card.city),
		categories: count(OBSTACLE_CATEGORIES, filter.categories, (card) => card.category),
		marks: MARKS.map((mark) => ({ value: mark, count: marked[mark].size })).filter(
			(facet) => facet.count > 0 || filter.marks.includes(facet.value),
		),
	}
}
