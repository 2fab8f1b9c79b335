import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { migrateBoard, recordsOf, schemaVersionOf } from './boardDocument.ts'

const rename = (doc: Y.Doc) => {
	for (const record of recordsOf(doc).values()) {
		record.set('props.town', record.get('props.city'))
		record.delete('props.city')
	}
}
const shout = (doc: Y.Doc) => {
	for (const record of recordsOf(doc).values()) record.set('props.town', String(record.get('props.town')).toUpperCase())
}

describe('migrateBoard', () => {
	it('[DOC7] runs missing migrations in order, once', () => {
		const doc = new Y.Doc()
		recordsOf(doc).set('shape:a', new Y.Map(Object.entries({ type: 'card', 'props.city': 'Dakar' })))
		expect(migrateBoard(doc, [rename])).toBe(true)
		expect(schemaVersionOf(doc)).toBe(2)
		expect(migrateBoard(doc, [rename, shout])).toBe(true)
		expect(migrateBoard(doc, [rename, shout])).toBe(false)
		expect(schemaVersionOf(doc)).toBe(3)
		expect(recordsOf(doc).toJSON()).toEqual({ 'shape:a': { type: 'card', 'props.town': 'DAKAR' } })
	})

	it('[DOC7] treats a document without a version as version 1', () => {
		const doc = new Y.Doc()
		expect(schemaVersionOf(doc)).toBe(1)
		expect(migrateBoard(doc)).toBe(false)
		expect(doc.store.clients.size).toBe(0)
	})
})
