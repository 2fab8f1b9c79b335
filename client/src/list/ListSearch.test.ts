import type { BoardRecord, Card } from '@charrette/shared'
import { expect, it } from 'vitest'
import { ownCards } from './ListSearch.ts'
import { filterOutline, outlineOf } from './outline.ts'

const cards: Card[] = [
	{ id: 'permits', kind: 'obstacle', text: 'Permits take long', city: 'Bogotá', author: 'Ana', cluster: 'law' },
	{ id: 'counter', kind: 'solution', text: 'One permit counter', city: 'Dakar', author: '李伟' },
	{ id: 'money', kind: 'obstacle', text: 'Who pays?', city: 'Dakar', author: 'Ana', cluster: 'funds' },
]

it('own cards are found by participant id, because two participants may have the same name', () => {
	const card = (id: string, author?: string) =>
		({ id, typeName: 'shape', type: 'card', meta: author ? { author } : {} }) as unknown as BoardRecord
	const shown = new Map([card('a', 'p1'), card('b', 'p2'), card('c')].map((record) => [record.id as string, record]))
	expect([...ownCards(shown, 'p1')]).toEqual(['a'])
	expect([...ownCards(shown, null)]).toEqual([])
})

it('a filtered outline has the matching rows, and no empty clusters', () => {
	const clusters = [
		{ id: 'law', title: 'Law', cards: ['permits'] },
		{ id: 'funds', title: 'Funds', cards: ['money'] },
	]
	const coverage = { obstacles: 2, answered: 0, open: 2, shared: 0 }
	const outline = outlineOf({ cards, links: [], clusters, images: [], coverage })
	expect(filterOutline(outline, null)).toBe(outline)
	const filtered = filterOutline(outline, new Set(['permits', 'counter']))
	expect(filtered.map(({ id, rows }) => [id, rows.map(({ card }) => card.id)])).toEqual([
		['law', ['permits']],
		[null, ['counter']],
	])
	expect(filtered[0]?.rows[0]).toBe(outline[0]?.rows[0])
})
