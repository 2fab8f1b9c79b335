import { CARD_KINDS, type Card, type CardKind, OBSTACLE_CATEGORIES, type ObstacleCategory } from '@charrette/shared'

/**
 * Open: an obstacle without a solution. Shared: an obstacle of several cities. Mine: a card of this
 * person.
 */
const MARKS = ['open', 'shared', 'mine'] as const
type Mark = (typeof MARKS)[number]

/**
 * A filter of cards. A card matches if every non-empty list allows it: one of its kinds, cities and
 * categories, and all of its marks.
 */
export interface Filter {
	kinds: readonly CardKind[]
	cities: readonly string[]
	categories: readonly ObstacleCategory[]
	marks: readonly Mark[]
}

export const NO_FILTER: Filter = { kinds: [], cities: [], categories: [], marks: [] }

/** The ids of the cards that have each mark. */
export type MarkedCards = Record<Mark, ReadonlySet<string>>

export function isFiltering(filter: Filter): boolean {
	return Object.values(filter).some((values: readonly string[]) => values.length > 0)
}

export function matchesFilter(filter: Filter, card: Card, marked: MarkedCards): boolean {
	const { kinds, cities, categories, marks } = filter
	if (kinds.length > 0 && !kinds.includes(card.kind)) return false
	if (cities.length > 0 && !cities.includes(card.city)) return false
	if (categories.length > 0 && !(card.category && categories.includes(card.category))) return false
	return marks.every((mark) => marked[mark].has(card.id))
}

/** Returns the filter with a value added to a field, or removed if it was there. */
export function toggleFilterValue<Field extends keyof Filter>(
	filter: Filter,
	field: Field,
	value: Filter[Field][number],
): Filter {
	const before: readonly string[] = filter[field]
	const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value]
	return { ...filter, [field]: after }
}

/** A value of a filter field, and the number of cards that have it. */
export interface Facet<Value extends string> {
	value: Value
	count: number
}

/** The values of a board that a filter can contain. */
export interface Facets {
	kinds: Facet<CardKind>[]
	cities: Facet<string>[]
	categories: Facet<ObstacleCategory>[]
	marks: Facet<Mark>[]
}

/**
 * Returns the facets of a board's cards. Values without a card are left out, except those in the
 * filter, so that they can be removed from it. Cities are sorted by `compare`.
 */
export function facetsOf(
	cards: readonly Card[],
	marked: MarkedCards,
	{ filter, compare }: { filter: Filter; compare: (a: string, b: string) => number },
): Facets {
	const facets = <Value extends string>(
		values: readonly Value[],
		active: readonly Value[],
		readValue: (card: Card) => unknown,
	) =>
		values
			.map((value) => ({ value, count: cards.filter((card) => readValue(card) === value).length }))
			.filter((facet) => facet.count > 0 || active.includes(facet.value))
	const cities = new Set([...cards.map((card) => card.city), ...filter.cities])
	cities.delete('')
	return {
		kinds: facets(CARD_KINDS, filter.kinds, (card) => card.kind),
		cities: facets([...cities].sort(compare), filter.cities, (card) => card.city),
		categories: facets(OBSTACLE_CATEGORIES, filter.categories, (card) => card.category),
		marks: MARKS.map((mark) => ({ value: mark, count: marked[mark].size })).filter(
			(facet) => facet.count > 0 || filter.marks.includes(facet.value),
		),
	}
}
