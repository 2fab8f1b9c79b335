import type { IndexKey } from '@tldraw/utils'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { LIMITS } from '../domain/limits.ts'
import { recordsOf, textOf } from './boardDocument.ts'
import { buildCard, buildCluster, buildLink } from './buildRecords.ts'
import { fieldsOf, readRecord } from './recordCodec.ts'
import { changedFields, putRecord, writeFields } from './recordWrites.ts'
import type { BoardRecord } from './schema.ts'

const at = { x: 10, y: 20, index: 'a3' as IndexKey }

function board() {
	const doc = new Y.Doc()
	return { doc, records: recordsOf(doc) }
}

function updateRecord(records: ReturnType<typeof recordsOf>, before: BoardRecord, after: BoardRecord): void {
	writeFields(records, after.id, changedFields(before, after))
}

describe('recordCodec', () => {
	it('[DOC1] stores flat fields, the position as one field, and no defaults', () => {
		const { records } = board()
		putRecord(
			records,
			buildCard('a', at, { kind: 'obstacle', text: 'Permits', city: 'Beijing', category: 'law' }, 'p1'),
		)
		expect(records.get('shape:a')?.toJSON()).toEqual({
			type: 'card',
			xy: [10, 20],
			index: 'a3',
			'props.kind': 'obstacle',
			'props.city': 'Beijing',
			'props.category': 'law',
			'meta.author': 'p1',
			text: 'Permits',
			description: '',
			source: '',
			imageAlt: '',
		})
		expect(textOf(records, 'shape:a')).toBeInstanceOf(Y.Text)
	})

	it('[DOC1] reads back what it wrote, for every kind of record', () => {
		const { records } = board()
		const all = [
			buildCard('a', at, { kind: 'case', text: '北京', w: 300 }),
			buildCluster('f', at, { title: 'Money', w: 500, h: 400 }),
			...buildLink('l', { from: 'shape:a', to: 'shape:a' }, 'a4' as IndexKey),
		]
		for (const record of all) putRecord(records, record)
		for (const record of all) expect(readRecord(record.id, records.get(record.id))).toEqual(record)
	})

	it('[DOC5] writes only changed fields, and keeps those another person changed meanwhile', () => {
		const { doc, records } = board()
		const before = buildCard('a', at, { kind: 'obstacle' })
		putRecord(records, before)
		records.get('shape:a')?.set('props.kind', 'solution')
		let written = 0
		doc.on('update', (update: Uint8Array) => {
			written += Y.decodeUpdate(update).structs.length
		})
		updateRecord(records, before, { ...before, x: 99 })
		expect(written).toBe(1)
		expect(records.get('shape:a')?.toJSON()).toMatchObject({ xy: [99, 20, null], 'props.kind': 'solution' })
		updateRecord(records, { ...before, x: 99 }, { ...before, x: 99 })
		expect(written).toBe(1)
	})

	it('[DOC1] deletes a field at its default, and keeps unknown keys', () => {
		const { records } = board()
		const card = buildCard('a', at, { kind: 'obstacle', category: 'law' })
		putRecord(records, card)
		records.get('shape:a')?.set('props.sparkle', true)
		updateRecord(records, card, { ...card, props: { ...card.props, category: null } })
		expect(records.get('shape:a')?.has('props.category')).toBe(false)
		expect(records.get('shape:a')?.get('props.sparkle')).toBe(true)
	})

	it('[DOC2] never writes the text of an existing card', () => {
		const { records } = board()
		const card = buildCard('a', at, { text: 'one' })
		putRecord(records, card)
		textOf(records, 'shape:a')?.insert(3, ' two')
		const stale = { ...card, props: { ...card.props, text: 'stale' } }
		updateRecord(records, card, stale)
		putRecord(records, stale)
		expect(textOf(records, 'shape:a')?.toString()).toBe('one two')
	})

	it('[TEXT1b] shows that the document has more of a text than a card shows, and cuts no character in two', () => {
		const { records } = board()
		const shownOf = (text: string) => {
			const id = `shape:${text.length}` as const
			putRecord(records, buildCard(`${text.length}`, at, { text: '' }))
			textOf(records, id)?.insert(0, text)
			return readRecord(id, records.get(id))?.['props']
		}
		const full = 'x'.repeat(LIMITS.maxCardTextLength)
		expect(shownOf(full)).toMatchObject({ text: full })
		expect(shownOf(`${full}y`)).toMatchObject({ text: `${full.slice(1)}…` })
		expect(shownOf(`${full.slice(2)}🚲 and more`)).toMatchObject({ text: `${full.slice(2)}…` })
	})

	it('[DOC5] does not recreate a record that another person deleted', () => {
		const { records } = board()
		const card = buildCard('a', at, {})
		putRecord(records, card)
		records.delete('shape:a')
		updateRecord(records, card, { ...card, x: 5 })
		expect(records.has('shape:a')).toBe(false)
	})

	it('[DOC3] reads overlaid or standalone fields as if they were in the document', () => {
		const { records } = board()
		const card = buildCard('a', at, { kind: 'obstacle', text: 'mine' })
		putRecord(records, card)
		const over = { xy: [7, 8], 'props.kind': 'note', text: 'forged', type: 'frame' }
		expect(readRecord(card.id, records.get(card.id), over)).toEqual({
			...card,
			x: 7,
			y: 8,
			props: { ...card.props, kind: 'note' },
		})
		const alone = JSON.parse(JSON.stringify({ ...fieldsOf(card), text: 'mine' }))
		expect(readRecord(card.id, undefined, alone)).toEqual(card)
		expect(readRecord(card.id, undefined, { xy: [1, 1] })).toBeNull()
	})

	it('[DOC3] rejects prototype keys', () => {
		const { records } = board()
		const card = buildCard('a', at, {})
		putRecord(records, card)
		const over = JSON.parse('{"__proto__":{"polluted":true},"meta.__proto__":{"polluted":true},"constructor":1}')
		const read = readRecord(card.id, records.get(card.id), over)
		expect(read).toEqual(card)
		expect(JSON.stringify(read)).not.toContain('polluted')
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
	})
})
