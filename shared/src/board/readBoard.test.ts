import type { IndexKey } from '@tldraw/utils'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { authorNameLookup } from './boardContent.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard, buildCluster, buildImage, buildLink } from './buildRecords.ts'
import { readBoard } from './readBoard.ts'
import { putRecord } from './recordWrites.ts'

const at = (x: number, y: number, parent?: string) => ({
	x,
	y,
	index: `a${x}` as IndexKey,
	...(parent ? { parent } : {}),
})

describe('readBoard', () => {
	it('returns cards, links, clusters and coverage in reading order', () => {
		const doc = new Y.Doc()
		const records = recordsOf(doc)
		const law = { kind: 'obstacle', text: 'Permits', city: 'Guangzhou', category: 'law' } as const
		putRecord(records, buildCluster('f', at(1, 100), { title: 'Law', w: 300, h: 300 }))
		putRecord(records, buildCard('o', at(2, 10, 'shape:f'), law, 'p1'))
		putRecord(records, buildCard('s', at(3, 90), { kind: 'solution', text: 'One-stop shop', city: 'Barcelona' }))
		putRecord(records, buildCard('q', at(4, 300), { kind: 'obstacle', text: 'Open', city: 'Paris' }))
		for (const record of buildLink('l', { from: 'shape:s', to: 'shape:o' }, 'a9' as IndexKey))
			putRecord(records, record)
		const content = readBoard(doc, (id) => (id === 'p1' ? 'Chen' : undefined))
		expect(content).toEqual({
			cards: [
				{ id: 'shape:s', kind: 'solution', text: 'One-stop shop', city: 'Barcelona' },
				{ id: 'shape:o', ...law, author: 'Chen', cluster: 'shape:f' },
				{ id: 'shape:q', kind: 'obstacle', text: 'Open', city: 'Paris' },
			],
			links: [{ id: 'shape:l', from: 'shape:s', to: 'shape:o', meaning: 'addresses' }],
			clusters: [{ id: 'shape:f', title: 'Law', cards: ['shape:o'] }],
			images: [],
			coverage: { obstacles: 2, answered: 1, open: 1, shared: 0 },
		})
	})

	it('[IMP1] names an unknown author by the imported name, if names are shown', () => {
		const doc = new Y.Doc()
		const records = recordsOf(doc)
		putRecord(records, { ...buildCard('a', at(1, 0), {}), meta: { author: 'far', authorName: 'Zoë' } })
		putRecord(records, { ...buildCard('b', at(2, 1), {}), meta: { authorName: 'x'.repeat(99) } })
		putRecord(records, { ...buildCard('c', at(3, 2), {}, 'p1'), meta: { author: 'p1', authorName: 'Somebody else' } })
		putRecord(records, { ...buildCard('d', at(4, 3), {}), meta: { authorName: 7 } })
		const authors = (names: [string, string][]) =>
			readBoard(doc, authorNameLookup(new Map(names))).cards.map((card) => card.author)
		expect(
			authors([
				['', ''],
				['p1', 'Chen'],
			]),
		).toEqual(['Zoë', 'x'.repeat(60), 'Chen', undefined])
		expect(authors([])).toEqual([undefined, undefined, undefined, undefined])
	})

	it('[IMG1] lists images with path, alt text and cluster', () => {
		const doc = new Y.Doc()
		const records = recordsOf(doc)
		const path = `/api/images/${'a1'.repeat(20)}`
		putRecord(records, buildCluster('f', at(1, 100), { title: 'Photos', w: 900, h: 900 }))
		putRecord(records, buildImage('p', at(2, 10, 'shape:f'), { w: 300, h: 200, path, alt: 'The old market' }))
		putRecord(records, buildImage('q', at(3, 0), { w: 300, h: 200, path, alt: '' }))
		putRecord(records, buildImage('r', at(4, 0), { w: 300, h: 200, path: 'data:image/png;base64,AAAA', alt: '' }))
		expect(readBoard(doc).images).toEqual([
			{ id: 'shape:q', path, alt: '' },
			{ id: 'shape:p', path, alt: 'The old market', cluster: 'shape:f' },
		])
	})

	it('treats an arrow as a link only between two cards', () => {
		const doc = new Y.Doc()
		const records = recordsOf(doc)
		putRecord(records, buildCard('a', at(1, 1), {}))
		for (const record of buildLink('self', { from: 'shape:a', to: 'shape:a' }, 'a5' as IndexKey))
			putRecord(records, record)
		for (const record of buildLink('half', { from: 'shape:a', to: 'shape:gone' }, 'a6' as IndexKey))
			putRecord(records, record)
		expect(readBoard(doc).links).toEqual([])
	})
})
