import { buildCard, buildLink, FIRST_INDEX, putRecord, recordsOf, textOf, writeFields } from '@charrette/shared'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { recordsOfTransaction } from './recordEvents.ts'

it('a change of a text counts for its card, and the ends of a link count as one record with the link', () => {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const at = { x: 0, y: 0, index: FIRST_INDEX }
	const seen: string[][] = []
	doc.on('afterTransaction', (transaction) => seen.push(recordsOfTransaction(transaction, records)))
	for (const id of ['one', 'two'])
		doc.transact(() => putRecord(records, buildCard(id, at, { kind: 'note', text: '', city: '' })))
	textOf(records, 'shape:one')?.insert(0, 'Permits')
	writeFields(records, 'shape:two', { xy: [5, 5] })
	const link = buildLink('link', { from: 'shape:one', to: 'shape:two' }, FIRST_INDEX)
	doc.transact(() => {
		for (const record of link) putRecord(records, record)
	})
	expect(seen).toEqual([['shape:one'], ['shape:two'], ['shape:one'], ['shape:two'], ['shape:link']])
})
