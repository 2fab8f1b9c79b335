import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { documentOf, recordsOf } from './boardDocument.ts'
import { buildCard } from './buildRecords.ts'
import { countOverwritten, dropPruned, isPruningClient, pruneFields } from './pruning.ts'
import { putRecord } from './recordCodec.ts'

const json = (doc: Y.Doc) => recordsOf(doc).toJSON()
const stateOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc)
const sync = (from: Y.Doc, to: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
const fieldsOf = (doc: Y.Doc) => recordsOf(doc).get('shape:a')

function documentWithId(clientID: number): Y.Doc {
	const doc = new Y.Doc()
	doc.clientID = clientID
	recordsOf(doc)
	return doc
}

/** A document with a card that was moved this many times. */
function movedBoard(moves: number): Y.Doc {
	const doc = documentWithId(1000)
	putRecord(recordsOf(doc), buildCard('a', { x: 0, y: 0, index: 'a1' as never }, { text: 'Permits' }))
	for (let move = 1; move <= moves; move++) {
		fieldsOf(doc)?.set('xy', [move, move])
		fieldsOf(doc)?.set('props.city', `city ${move}`)
	}
	return doc
}

function prune(doc: Y.Doc): void {
	pruneFields(doc, 'server')
	dropPruned(doc)
}

describe('pruning a document', () => {
	it('[DOC8] keeps the content, and frees the overwritten values', () => {
		const doc = movedBoard(2000)
		const before = json(doc)
		const bytes = stateOf(doc).length
		// Yjs merges the first two positions, whose clocks follow one another.
		expect(countOverwritten(recordsOf(doc))).toBe(1999 + 1999)
		prune(doc)
		expect(json(doc)).toEqual(before)
		expect(countOverwritten(recordsOf(doc))).toBe(0)
		expect(stateOf(doc).length).toBeLessThan(bytes / 20)
		expect(json(documentOf([stateOf(doc)]))).toEqual(before)
		expect(stateOf(documentOf([stateOf(doc)]))).toEqual(stateOf(doc))
	})

	it('[DOC8] leaves deleted fields and texts as they are, and does nothing without overwritten values', () => {
		const doc = movedBoard(0)
		fieldsOf(doc)?.set('props.city', 'Lyon')
		fieldsOf(doc)?.set('props.city', 'Dakar')
		fieldsOf(doc)?.delete('props.city')
		expect(countOverwritten(recordsOf(doc))).toBe(0)
		const state = stateOf(doc)
		expect(pruneFields(doc, 'server')).toEqual([])
		expect(stateOf(doc)).toEqual(state)
	})

	it('[DOC8] reaches copies that have all, some or none of the values, whatever their client ids', () => {
		for (const stale of [1, 2 ** 32 - 1]) {
			const doc = movedBoard(3)
			const copies = [documentOf([stateOf(doc)]), documentWithId(stale), documentOf([])]
			for (const copy of copies.slice(0, 2)) sync(doc, copy)
			fieldsOf(doc)?.set('xy', [9, 9])
			const other = documentWithId(stale - 1)
			sync(doc, other)
			fieldsOf(other)?.set('xy', [10, 10])
			sync(other, doc)
			prune(doc)
			for (const copy of copies) {
				sync(doc, copy)
				expect(json(copy)).toEqual(json(doc))
			}
		}
	})

	it('[DOC8] wins over edits that do not know it, and later edits win over it, in every copy', () => {
		const doc = movedBoard(3)
		const offline = documentWithId(2 ** 32 - 1)
		const live = documentWithId(2)
		for (const copy of [offline, live]) sync(doc, copy)
		fieldsOf(offline)?.set('xy', [-1, -1])
		prune(doc)
		sync(doc, live)
		sync(offline, doc)
		sync(doc, offline)
		sync(offline, live)
		for (const copy of [doc, offline, live]) expect(fieldsOf(copy)?.get('xy')).toEqual([3, 3])
		fieldsOf(offline)?.set('xy', [7, 7])
		for (const copy of [doc, live]) sync(offline, copy)
		for (const copy of [doc, offline, live]) expect(fieldsOf(copy)?.get('xy')).toEqual([7, 7])
	})

	it('[DOC8] again wins over the earlier pruning and what followed it', () => {
		const doc = movedBoard(3)
		const copy = documentOf([stateOf(doc)])
		prune(doc)
		const stale = documentOf([stateOf(doc)])
		sync(doc, copy)
		for (let round = 0; round < 5; round++) {
			fieldsOf(copy)?.set('xy', [round, 0])
			sync(copy, doc)
			prune(doc)
			sync(doc, copy)
		}
		const late = documentOf([stateOf(doc)])
		sync(doc, stale)
		for (const each of [doc, copy, late, stale]) expect(fieldsOf(each)?.get('xy')).toEqual([4, 0])
		expect([...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()].filter(isPruningClient)).toHaveLength(6)
	})
})
