import { buildCard, dropPruned, pruneFields, putRecord, type Records, recordsOf } from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createUndoHistory, LOCAL_ORIGIN, type UndoHistory } from './undoHistory.ts'
import { trackUnsavedFields, type UnsavedFields } from './unsavedFields.ts'

const PEER = 'peer'
const sync = (from: Y.Doc, to: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), PEER)

let server: Y.Doc
let doc: Y.Doc
let records: Records
let unsaved: UnsavedFields
let undo: UndoHistory

function set(key: string, value: unknown, at = records): void {
	at.doc?.transact(() => (value === undefined ? card(at)?.delete(key) : card(at)?.set(key, value)), LOCAL_ORIGIN)
	if (at === records) undo.startStep()
}
const card = (at: Records) => at.get('shape:a')
const shown = (key: string) => [records, recordsOf(server)].map((at) => card(at)?.get(key))
function prune(): void {
	pruneFields(server, 'server')
	dropPruned(server)
}
function saveAll(): void {
	sync(doc, server)
	sync(server, doc)
	// The values that the person wrote again when they received the pruning.
	sync(doc, server)
	unsaved.clear()
}

describe('a pruning arrives', () => {
	beforeEach(() => {
		server = new Y.Doc()
		putRecord(recordsOf(server), buildCard('a', { x: 0, y: 0, index: 'a1' as never }, { text: 'Permits' }))
		doc = new Y.Doc()
		records = recordsOf(doc)
		unsaved = trackUnsavedFields(records)
		undo = createUndoHistory(records)
		sync(server, doc)
		for (const x of [1, 2, 3]) set('xy', [x, x])
		for (const city of ['Lyon', 'Dakar']) set('props.city', city)
		saveAll()
	})

	it('[DOC8] while values and deletions are unsaved, which are kept', () => {
		set('xy', [9, 9])
		set('props.city', undefined)
		prune()
		saveAll()
		expect(shown('xy')).toEqual([
			[9, 9],
			[9, 9],
		])
		expect(shown('props.city')).toEqual([undefined, undefined])
	})

	it('[DOC8] with an edit of a person who was faster, which stays if the own edits were saved', () => {
		const other = new Y.Doc()
		sync(server, other)
		set('xy', [5, 5], recordsOf(other))
		sync(other, server)
		prune()
		saveAll()
		expect(shown('xy')).toEqual([
			[5, 5],
			[5, 5],
		])
		expect(unsaved.list()).toEqual([])
	})

	it('[DOC8] after another edit of the field has won, which is not overwritten', () => {
		const other = new Y.Doc()
		other.clientID = 2 ** 32 - 1
		sync(server, other)
		set('xy', [5, 5], recordsOf(other))
		set('xy', [4, 4])
		sync(other, doc)
		sync(other, server)
		expect(card(records)?.get('xy')).toEqual([5, 5])
		expect(unsaved.list()).toEqual([])
		prune()
		saveAll()
		expect(card(recordsOf(server))?.get('xy')).toEqual([5, 5])
	})

	it('[DOC8] when a tab is opened again that was closed with unsaved edits', () => {
		set('xy', [9, 9])
		const stored = { state: Y.encodeStateAsUpdate(doc), fields: structuredClone(unsaved.list()) }
		prune()
		const reopened = new Y.Doc()
		const fields = trackUnsavedFields(recordsOf(reopened))
		Y.applyUpdate(reopened, stored.state, 'stored')
		fields.add(stored.fields)
		sync(server, reopened)
		sync(reopened, server)
		expect(card(recordsOf(server))?.get('xy')).toEqual([9, 9])
	})

	it('[DOC6] [DOC8] and undo takes back the same steps as before', () => {
		prune()
		saveAll()
		undo.undo()
		undo.undo()
		undo.undo()
		expect(card(records)?.get('xy')).toEqual([2, 2])
		undo.redo()
		saveAll()
		prune()
		saveAll()
		undo.undo()
		undo.undo()
		saveAll()
		expect(shown('xy')).toEqual([
			[1, 1],
			[1, 1],
		])
		expect(shown('props.city')).toEqual([undefined, undefined])
	})

	it('[DOC6] [DOC8] and undo takes back an edit that was written again', () => {
		set('xy', [9, 9])
		prune()
		saveAll()
		undo.undo()
		saveAll()
		expect(shown('xy')).toEqual([
			[3, 3],
			[3, 3],
		])
	})

	it('[DOC6] [DOC8] and undo still keeps what another person has changed', () => {
		const other = new Y.Doc()
		sync(server, other)
		set('xy', [5, 5], recordsOf(other))
		sync(other, server)
		saveAll()
		prune()
		saveAll()
		for (let step = 0; step < 6; step++) undo.undo()
		expect(card(records)?.get('xy')).toEqual([5, 5])
	})
})
