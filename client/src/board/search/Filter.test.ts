import type { Card } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { facetsOf, isFiltering, matchesFilter, NO_FILTER, toggleFilterValue } from './Filter.ts'

const cards: Card[] = [
	{ id: 'permits', kind: 'obstacle', text: 'Permits', city: 'Wuhan', category: 'law' },
	{ id: 'money', kind: 'obstacle', text: 'Money', city: 'Dakar', category: 'money' },
	{ id: 'office', kind: 'solution', text: 'One-stop office', city: 'Wuhan' },
	{ id: 'idea', kind: 'note', text: 'An idea', city: '' },
]
const marked = { open: new Set(['money']), shared: new Set<string>(), mine: new Set(['money', 'office']) }
const matches = (filter: Partial<typeof NO_FILTER>) =>
	cards.filter((card) => matchesFilter({ ...NO_FILTER, ...filter }, card, marked)).map((card) => card.id)

describe('matchesFilter', () => {
	it('an empty filter matches every card', () => {
		expect(isFiltering(NO_FILTER)).toBe(false)
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
		expect(one.cities).toEqual(['Wuhan'])
		expect(toggleFilterValue(toggleFilterValue(one, 'cities', 'Dakar'), 'cities', 'Wuhan').cities).toEqual(['Dakar'])
	})
})

describe('facetsOf', () => {
	const compare = (a: string, b: string) => (a < b ? -1 : 1)

	it('counts the cards of each value', () => {
		expect(facetsOf(cards, marked, { filter: NO_FILTER, compare })).toEqual({
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
