import type { RecordMap, Records } from '@charrette/shared'
import { buildCard, putRecord, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { Author, Verdict } from '../../dist/rooms/gate/examineUpdate.js'
import { examineUpdate } from '../../dist/rooms/gate/examineUpdate.js'

/** A document behind the gate, as a room has it, and who owns which client id there. */
export interface GateBoard {
	doc: Y.Doc
	records: Records
	owners: Map<number, string>
	/** Passes an update through the gate and applies what passed. */
	take(update: Uint8Array, author: Partial<Author> & { owner: string }): Verdict
	/** Somebody's copy of the document as it is now, with this client id or one by chance. */
	copy(clientId?: number): Y.Doc
}

/** A board with one card, `shape:kept`, that `ana` wrote with the client id 1001. */
export function createGateBoard(clientId?: number): GateBoard {
	const doc = docOf(clientId)
	const records = recordsOf(doc)
	const owners = new Map<number, string>()
	const board: GateBoard = {
		doc,
		records,
		owners,
		take(update, author) {
			const verdict = examineUpdate(doc, update, { owners, isStep2: false, takesForeign: false, ...author })
			if (verdict.refusal !== null) return verdict
			for (const client of verdict.claims) owners.set(client, author.owner)
			if (verdict.update) Y.applyUpdate(doc, verdict.update)
			return verdict
		},
		copy(clientId) {
			const copy = docOf(clientId)
			recordsOf(copy)
			Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
			return copy
		},
	}
	const ana = new Y.Doc()
	ana.clientID = 1001
	putRecord(recordsOf(ana), buildCard('kept', { x: 0, y: 0, index: 'a1' as never }, { text: 'kept' }, 'ana'))
	board.take(Y.encodeStateAsUpdate(ana), { owner: 'ana' })
	return board
}

function docOf(clientId?: number): Y.Doc {
	const doc = new Y.Doc()
	if (clientId !== undefined) doc.clientID = clientId
	return doc
}

/** The update that one change of a document makes. */
export function updateOf(doc: Y.Doc, change: (records: Records) => void): Uint8Array {
	const updates: Uint8Array[] = []
	const collect = (update: Uint8Array) => updates.push(update)
	doc.on('update', collect)
	doc.transact(() => change(recordsOf(doc)))
	doc.off('update', collect)
	return updates[0] ?? Y.encodeStateAsUpdate(new Y.Doc())
}

/** The update that one change of the record `shape:kept` makes. */
export function changeKept(doc: Y.Doc, change: (record: RecordMap) => void): Uint8Array {
	return updateOf(doc, (records) => change(records.get('shape:kept') as RecordMap))
}
