import type { IndexKey } from '@tldraw/utils'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { recordsOf } from './boardDocument.ts'
import { buildCard, buildCluster, buildLink } from './buildRecords.ts'
import { readBoard } from './readBoard.ts'
import { putRecord } from './recordCodec.ts'

const at = (x: number, y: number, parent?: string) => ({
	x,
	y,
	index: `a${x}` as IndexKey,
	...(parent ? { parent } : {}),
})

describe('readBoard', () => {
	it('gives cards, links, clusters and coverage in reading order', () => {
		const doc = new Y.Doc()
		const records = recordsOf(doc)
		const law = { kind: 'obstacle', text: 'Permits', city: 'Guangzhou', category: 'law' } as const
		putRecord(records, buildCluster('f', at(1, 100), { title: 'Law', w: 300, h: 300 }))
		putRecord(records, buildCard('o', at(2, 10, 'shape:f'), law, 'p1'))
		putRecord(records, buildCard('s', at(3, 90), { kind: 'solution', text: 'Desk', city: 'Barcelona' }))
		putRecord(records, buildCard('q', at(4, 300), { kind: 'obstacle', text: 'Open', city: 'Paris' }))
		for (const record of buildLink('l', { from: 'shape:s', to: 'shape:o' }, 'a9' as IndexKey))
			putRecord(records, record)
		const content = readBoard(doc, (id) => (id === 'p1' ? 'Chen' : undefined))
		expect(content).toEqual({
			cards: [
				{ id: 'shape:s', kind: 'solution', text: 'Desk', city: 'Barcelona' },
				{ id: 'shape:o', ...law, author: 'Chen', cluster: 'shape:f' },
				{ id: 'shape:q', kind: 'obstacle', text: 'Open', city: 'Paris' },
			],
			links: [{ id: 'shape:l', from: 'shape:s', to: 'shape:o', meaning: 'addresses' }],
			clusters: [{ id: 'shape:f', title: 'Law', cards: ['shape:o'] }],
			coverage: { obstacles: 2, answered: 1, open: 1, shared: 0 },
		})
	})

	it('counts an arrow as a link only between two cards', () => {
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
