import { describe, expect, it } from 'vitest'
import type { Card } from './BoardContent.ts'
import { countFilterValues, facetsOf, findCards, matchesFilter, NO_FILTER, toggleFilterValue } from './cardFilter.ts'

const cards: Card[] = [
	{ id: 'permits', kind: 'obstacle', text: 'Permits', city: 'Wuhan', category: 'law' },
	{ id: 'money', kind: 'obstacle', text: 'Money', city: 'Dakar', category: 'money' },
	{ id: 'office', kind: 'solution', text: 'One-stop office', city: 'Wuhan' },
	{ id: 'idea', kind: 'note', text: 'An idea', city: '' },
]
const marked = { open: new Set(['money']), shared: new Set<string>(), mine: new Set(['money', 'office']) }
type Filter = Parameters<typeof toggleFilterValue<keyof typeof marked>>[0]
const matches = (filter: Partial<Filter>) =>
	cards.filter((card) => matchesFilter({ ...NO_FILTER, ...filter }, card, marked)).map((card) => card.id)

describe('matchesFilter', () => {
	it('an empty filter matches every card', () => {
		expect(countFilterValues(NO_FILTER)).toBe(0)
		expect(matches({})).toEqual(['permits', 'money', 'office', 'idea'])
	})

	it('matches any value of a list, and every list', () => {
		expect(matches({ kinds: ['obstacle', 'solution'] })).toEqual(['permits', 'money', 'office'])
		expect(matches({ kinds: ['obstacle', 'solution'], cities: ['Wuhan'] })).toEqual(['permits', 'office'])
		expect(matches({ categories: ['law', 'land'] })).toEqual(['permits'])
	})

	it('matches cards that have all marks', () => {
		expect(matches({ marks: ['open'] })).toEqual(['money'])
		expect(matches({ marks: ['mine'], kinds: ['solution'] })).toEqual(['office'])
		expect(matches({ marks: ['open', 'shared'] })).toEqual([])
	})

	it('toggleFilterValue adds and removes a value', () => {
		const one = toggleFilterValue(NO_FILTER, 'cities', 'Wuhan')
		expect(countFilterValues(one)).toBe(1)
		expect(one.cities).toEqual(['Wuhan'])
		expect(toggleFilterValue(toggleFilterValue(one, 'cities', 'Dakar'), 'cities', 'Wuhan').cities).toEqual(['Dakar'])
	})
})

describe('findCards', () => {
	const found = (query: string, filter: Partial<Filter> = {}) =>
		findCards(cards, { query, filter: { ...NO_FILTER, ...filter }, marked })?.map(({ id }) => id)

	it('lists all cards while query and filter are empty', () => {
		expect(found('')).toBeUndefined()
		expect(found('  ')).toBeUndefined()
	})

	it('lists the cards that match both', () => {
		expect(found('WUHÁN')).toEqual(['permits', 'office'])
		expect(found('', { marks: ['open'] })).toEqual(['money'])
		expect(found('wuhan', { kinds: ['obstacle'] })).toEqual(['permits'])
		expect(found('permit', { marks: ['open'] })).toEqual([])
	})
})

describe('facetsOf', () => {
	const compare = (a: string, b: string) => (a < b ? -1 : 1)

	it('counts the cards of each value', () => {
		expect(facetsOf(cards, marked, { filter: NO_FILTER, compare })).toMatchObject({
			kinds: [
				{ value: 'obstacle', count: 2 },
				{ value: 'solution', count: 1 },
				{ value: 'note', count: 1 },
			],
			cities: [
				{ value: 'Dakar', count: 1 },
				{ value: 'Wuhan', count: 2 },
			],
			categories: [
				{ value: 'money', count: 1 },
				{ value: 'law', count: 1 },
			],
			marks: [
				{ value: 'open', count: 1 },
				{ value: 'mine', count: 2 },
			],
		})
	})

	it('keeps values of the filter without a matching card', () => {
		const filter = { ...NO_FILTER, cities: ['Lima'], kinds: ['case' as const] }
		const facets = facetsOf(cards, marked, { filter, compare })
		expect(facets.cities).toContainEqual({ value: 'Lima', count: 0 })
		expect(facets.kinds).toContainEqual({ value: 'case', count: 0 })
	})
})
