import type { Card } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { facetsOf, isFiltering, matchesFilter, NO_FILTER, toggleFilterValue } from './Filter.ts'

const cards: Card[] = [
	{ id: 'permits', kind: 'obstacle', text: 'Permits', city: 'Wuhan', category: 'law' },
	{ id: 'money', kind: 'obstacle', text: 'Money', city: 'Dakar', category: 'money' },
	{ id: 'desk', kind: 'solution', text: 'One desk', city: 'Wuhan' },
	{ id: 'idea', kind: 'note', text: 'An idea', city: '' },
]
const marked = { open: new Set(['money']), shared: new Set<string>(), mine: new Set(['money', 'desk']) }
const seen = (filter: Partial<typeof NO_FILTER>) =>
	cards.filter((card) => matchesFilter({ ...NO_FILTER, ...filter }, card, marked)).map((card) => card.id)

describe('a filter', () => {
	it('that asks nothing lets everything be seen', () => {
		expect(isFiltering(NO_FILTER)).toBe(false)
		expect(seen({})).toEqual(['permits', 'money', 'desk', 'idea'])
	})

	it('takes any of one list, and all of several', () => {
		expect(seen({ kinds: ['obstacle', 'solution'] })).toEqual(['permits', 'money', 'desk'])
		expect(seen({ kinds: ['obstacle', 'solution'], cities: ['Wuhan'] })).toEqual(['permits', 'desk'])
		expect(seen({ categories: ['law', 'land'] })).toEqual(['permits'])
	})

	it('asks every mark', () => {
		expect(seen({ marks: ['open'] })).toEqual(['money'])
		expect(seen({ marks: ['mine'], kinds: ['solution'] })).toEqual(['desk'])
		expect(seen({ marks: ['open', 'shared'] })).toEqual([])
	})

	it('gains and loses a wish', () => {
		const one = toggleFilterValue(NO_FILTER, 'cities', 'Wuhan')
		expect(one.cities).toEqual(['Wuhan'])
		expect(toggleFilterValue(toggleFilterValue(one, 'cities', 'Dakar'), 'cities', 'Wuhan').cities).toEqual(['Dakar'])
	})
})

describe('what a board can be filtered by', () => {
	const compare = (a: string, b: string) => (a < b ? -1 : 1)

	it('is what there is, counted', () => {
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

	it('keeps what is asked for, so that it can be let go', () => {
		const filter = { ...NO_FILTER, cities: ['Lima'], kinds: ['case' as const] }
		const facets = facetsOf(cards, marked, { filter, compare })
		expect(facets.cities).toContainEqual({ value: 'Lima', count: 0 })
		expect(facets.kinds).toContainEqual({ value: 'case', count: 0 })
	})
})
