import type { BoardRecord, Card } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { NO_FILTER } from '../board/search/Filter.ts'
import { findCards, ownCards } from './ListSearch.tsx'
import { filterOutline, outlineOf } from './outline.ts'

const cards: Card[] = [
	{ id: 'permits', kind: 'obstacle', text: 'Permits take long', city: 'Bogotá', author: 'Ana', cluster: 'law' },
	{ id: 'desk', kind: 'solution', text: 'One permit desk', city: 'Dakar', author: '李伟' },
	{ id: 'money', kind: 'obstacle', text: 'Who pays?', city: 'Dakar', author: 'Ana', cluster: 'funds' },
]
const marked = { open: new Set(['money']), shared: new Set<string>(), mine: new Set(['desk']) }
const found = (typed: string, filter: Partial<typeof NO_FILTER> = {}) => {
	const ids = findCards(cards, { query: typed, filter: { ...NO_FILTER, ...filter }, marked })
	return ids && [...ids]
}

describe('what is looked for in the list', () => {
	it('is nothing while nothing is typed or asked', () => {
		expect(found('')).toBeNull()
		expect(found('  ')).toBeNull()
	})

	it('is found by text, city and name, as on the canvas', () => {
		expect(found('PERMIT')).toEqual(['permits', 'desk'])
		expect(found('bogota')).toEqual(['permits'])
		expect(found('李')).toEqual(['desk'])
	})

	it('must hold the words and pass the filter', () => {
		expect(found('', { marks: ['open'] })).toEqual(['money'])
		expect(found('permit', { kinds: ['obstacle'] })).toEqual(['permits'])
		expect(found('permit', { marks: ['open'] })).toEqual([])
	})
})

it('one’s own cards are told by the participant, of whom there may be two by one name', () => {
	const card = (id: string, author?: string) =>
		({ id, typeName: 'shape', type: 'card', meta: author ? { author } : {} }) as unknown as BoardRecord
	const shown = new Map([card('a', 'p1'), card('b', 'p2'), card('c')].map((record) => [record.id as string, record]))
	expect([...ownCards(shown, 'p1')]).toEqual(['a'])
	expect([...ownCards(shown, null)]).toEqual([])
})

it('a narrowed outline keeps the rows that were found, and no cluster without any', () => {
	const clusters = [
		{ id: 'law', title: 'Law', cards: ['permits'] },
		{ id: 'funds', title: 'Funds', cards: ['money'] },
	]
	const coverage = { obstacles: 2, answered: 0, open: 2, shared: 0 }
	const outline = outlineOf({ cards, links: [], clusters, images: [], coverage })
	expect(filterOutline(outline, null)).toBe(outline)
	const narrowed = filterOutline(outline, new Set(['permits', 'desk']))
	expect(narrowed.map(({ id, rows }) => [id, rows.map(({ card }) => card.id)])).toEqual([
		['law', ['permits']],
		[null, ['desk']],
	])
	expect(narrowed[0]?.rows[0]).toBe(outline[0]?.rows[0])
})
