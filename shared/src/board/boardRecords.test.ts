import type { IndexKey } from '@tldraw/utils'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { recordsOf, textOf } from './boardDocument.ts'
import type { BoardRecords } from './boardRecords.ts'
import { readRecords, writeRecords } from './boardRecords.ts'
import { buildCard, buildCluster, buildLine, buildLink } from './buildRecords.ts'
import { readBoard } from './readBoard.ts'
import { putRecord } from './recordWrites.ts'

const at = (x: number, parent?: string) => ({ x, y: 0, index: `a${x}` as IndexKey, ...(parent ? { parent } : {}) })

function sampleBoard(): Y.Doc {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const built = [
		buildCard('z', at(1, 'shape:k'), { kind: 'obstacle', text: '许可 🏛️\nمرحبا', city: 'Wuhan', category: 'law' }, 'p1'),
		buildCard('a', at(2), { kind: 'solution', text: '' }),
		buildCluster('k', at(3), { title: 'Permits', w: 400, h: 300 }),
		buildLine('pen', at(4), [
			[0, 0],
			[10, 20.5],
		]),
		...buildLink('l', { from: 'shape:a', to: 'shape:z' }, 'a9' as IndexKey),
	]
	for (const record of built) putRecord(records, record)
	records.get('shape:a')?.set('props.ofTomorrow', { deep: [1, null, { er: true }] })
	return doc
}

function copyOf(doc: Y.Doc): Y.Doc {
	const copy = new Y.Doc()
	writeRecords(copy, JSON.parse(JSON.stringify(readRecords(doc))))
	return copy
}

describe('readRecords and writeRecords', () => {
	it('round-trip a board, with unknown records and keys', () => {
		const doc = sampleBoard()
		const copy = copyOf(doc)
		expect(readRecords(copy)).toEqual(readRecords(doc))
		expect(readBoard(copy, () => 'Li')).toEqual(readBoard(doc, () => 'Li'))
		expect(readRecords(copy)['shape:a']?.['props.ofTomorrow']).toEqual({ deep: [1, null, { er: true }] })
		expect(textOf(recordsOf(copy), 'shape:z')?.toString()).toBe('许可 🏛️\nمرحبا')
	})

	it('have the same order, regardless of the order of writing', () => {
		const [one, other] = [new Y.Doc(), new Y.Doc()]
		const records = readRecords(sampleBoard())
		const backwards = Object.entries(records).map(([id, fields]) => [id, Object.entries(fields).reverse()] as const)
		writeRecords(one, records)
		writeRecords(other, Object.fromEntries(backwards.reverse().map(([id, of]) => [id, Object.fromEntries(of)])))
		expect(JSON.stringify(readRecords(other))).toBe(JSON.stringify(readRecords(one)))
	})

	it('skip values that JSON does not have', () => {
		const doc = sampleBoard()
		const record = recordsOf(doc).get('shape:a')
		for (const [key, value] of Object.entries({ n: Number.NaN, b: 10n, u: undefined, y: new Uint8Array(2) }))
			record?.set(`meta.${key}`, value)
		recordsOf(doc).set('shape:none', 7 as never)
		expect(readRecords(doc)).toEqual(readRecords(sampleBoard()))
	})

	it('do not change an existing record', () => {
		const doc = sampleBoard()
		writeRecords(doc, { 'shape:a': { type: 'card', text: 'other' }, 'shape:b': { type: 'card', text: 'new' } })
		expect(readRecords(doc)['shape:a']).toEqual(readRecords(sampleBoard())['shape:a'])
		expect(readBoard(doc).cards.map((card) => card.text)).toContain('new')
	})

	it('round-trip any fields', () => {
		const fields = fc.dictionary(fc.string(), fc.jsonValue()).map((some) => ({ ...some, text: 'a text' }))
		const records = fc.dictionary(fc.string(), fields) as fc.Arbitrary<BoardRecords>
		fc.assert(
			fc.property(records, (some) => {
				const doc = new Y.Doc()
				writeRecords(doc, some)
				const read: unknown = JSON.parse(JSON.stringify(readRecords(doc)))
				expect(read).toEqual(JSON.parse(JSON.stringify(some)))
			}),
		)
	})
})
