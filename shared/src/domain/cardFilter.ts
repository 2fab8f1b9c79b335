import { type Card, citiesOfCard } from './BoardContent.ts'
import { CARD_CHOICES, CARD_FIELDS, type CardChoice } from './cardFields.ts'
import { searchCards } from './cardTexts.ts'

/** The fields of a card by which a filter selects; each is a facet under its plural. */
const FILTER_FIELDS = [...CARD_CHOICES, 'city'] as const
type FilterField = CardChoice | 'city'
export type CardFacet = 'marks' | (typeof CARD_FIELDS)[FilterField]['plural']

/** The facets of a filter, in the order of its panel. */
export const CARD_FACETS: readonly CardFacet[] = ['marks', ...FILTER_FIELDS.map((field) => CARD_FIELDS[field].plural)]

/** Returns the choice whose values are those of a facet. */
export function choiceOfFacet(facet: CardFacet): CardChoice | undefined {
	return CARD_CHOICES.find((choice) => CARD_FIELDS[choice].plural === facet)
}

/**
 * A filter of cards. A card matches if it has one of the values of each facet that has any, and all
 * of the marks. Marks are what a view knows about cards, such as that an obstacle is open.
 */
export type CardFilter<Mark extends string = string> = { readonly marks: readonly Mark[] } & {
	readonly [Field in FilterField as (typeof CARD_FIELDS)[Field]['plural']]: readonly NonNullable<Card[Field]>[]
}

export const NO_FILTER = Object.fromEntries(CARD_FACETS.map((facet) => [facet, []])) as unknown as CardFilter<never>

/** The ids of the cards that have each mark. */
export type MarkedCards<Mark extends string = string> = Readonly<Record<Mark, ReadonlySet<string>>>

/** Returns the number of values in a filter. */
export function countFilterValues(filter: CardFilter): number {
	return CARD_FACETS.reduce((count, facet) => count + filter[facet].length, 0)
}

/** Whether the filter selects by this mark alone. */
export function isOnlyMark<Mark extends string>(filter: CardFilter<Mark>, mark: Mark): boolean {
	return filter.marks.includes(mark) && countFilterValues(filter) === 1
}

export function matchesFilter<Mark extends string>(
	filter: CardFilter<Mark>,
	card: Card,
	marked: MarkedCards<Mark>,
): boolean {
	const hasValue = (field: FilterField) => {
		const values: readonly string[] = filter[CARD_FIELDS[field].plural]
		return values.length === 0 || valuesIn(card, field).some((value) => values.includes(value))
	}
	return FILTER_FIELDS.every(hasValue) && filter.marks.every((mark) => marked[mark].has(card.id))
}

/** Returns the values of a field; a card has the cities of those joined into it (JOIN2). */
const valuesIn = (card: Card, field: FilterField): string[] =>
	field === 'city' ? citiesOfCard(card) : [card[field] ?? '']

interface FilterQuery<Mark extends string> {
	query: string
	filter: CardFilter<Mark>
	marked: MarkedCards<Mark>
	/** Returns another text of a card, in which the query is found, too. */
	textOf?: (card: Card) => string
}

/** Returns the cards that match both query and filter; null if both are empty. */
export function findCards<One extends Card, Mark extends string>(
	cards: readonly One[],
	{ query, filter, marked, textOf }: FilterQuery<Mark>,
): One[] | null {
	const isSearching = query.trim() !== ''
	if (!isSearching && countFilterValues(filter) === 0) return null
	const found = isSearching ? new Set<Card>(searchCards(cards, query, (name) => name, textOf)) : null
	return cards.filter((card) => found?.has(card) !== false && matchesFilter(filter, card, marked))
}

/** Returns the filter with a value added to a facet, or removed if it was there. */
export function toggleFilterValue<Mark extends string>(
	filter: CardFilter<Mark>,
	facet: CardFacet,
	value: string,
): CardFilter<Mark> {
	const before: readonly string[] = filter[facet]
	const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value]
	return { ...filter, [facet]: after }
}

/** For each facet the values that a filter can contain, with the number of cards that have it. */
export type FacetCounts = Record<CardFacet, { value: string; count: number }[]>

/**
 * Returns the facets of a board's cards. Values without a card are left out, except those in the
 * filter, so that they can be removed from it. Cities are sorted by `compare`.
 */
export function facetsOf<Mark extends string>(
	cards: readonly Card[],
	marked: MarkedCards<Mark>,
	{ filter, compare }: { filter: CardFilter<Mark>; compare: (a: string, b: string) => number },
): FacetCounts {
	const counted = (facet: CardFacet, values: readonly string[], countOf: (value: string) => number) => {
		const active: readonly string[] = filter[facet]
		const counts = values.map((value) => ({ value, count: countOf(value) }))
		return [facet, counts.filter(({ value, count }) => count > 0 || active.includes(value))] as const
	}
	const cities = new Set([...cards.flatMap(citiesOfCard), ...filter.cities])
	cities.delete('')
	const valuesOf = (field: FilterField) => (field === 'city' ? [...cities].sort(compare) : CARD_FIELDS[field].values)
	return Object.fromEntries([
		counted('marks', Object.keys(marked), (mark) => marked[mark as Mark].size),
		...FILTER_FIELDS.map((field) =>
			counted(
				CARD_FIELDS[field].plural,
				valuesOf(field),
				(value) => cards.filter((card) => valuesIn(card, field).includes(value)).length,
			),
		),
	]) as FacetCounts
}
