import { buildCard, putRecord, type RecordMap, type Records, recordsOf, textOf } from '@charrette/shared'
import { expect } from 'vitest'
import * as Y from 'yjs'
import { checkUpdate, type GateResult, type UpdateContext } from '../../dist/rooms/gate/checkUpdate.js'
import type { Capacity } from '../../dist/rooms/gate/updateSize.js'
import { type RawItem, rawUpdate } from './rawUpdate.ts'

export const LI = { owner: 'li' }
export const LI_STEP2 = { owner: 'li', isStep2: true }
export const ANA = 1001
export const MINE = 2002
export const ONE = new Y.ContentAny([1])
export const MAP = () => new Y.ContentType(new Y.Map())
export const EMPTY = rawUpdate([])

/** The board of the current test: one card, `shape:kept`, by Ana. */
export let board: GateBoard
/** The ids of that record, its text, and the string of the text. */
export let record: [number, number]
export let text: [number, number]
export let string: [number, number]
/** The next clock of Ana. */
export let anaEnd: number

/** Creates a new board. */
export function setScene(): void {
	board = createGateBoard()
	const idOf = (item: Y.Item | null | undefined): [number, number] => [item?.id.client ?? 0, item?.id.clock ?? 0]
	const type = textOf(board.records, 'shape:kept')
	record = idOf(board.records.get('shape:kept')?._item)
	text = idOf(type?._item)
	string = idOf(type?._start)
	anaEnd = Y.getState(board.doc.store, ANA)
}

/** Returns an update of Li with these items. */
export const mine = (...structs: RawItem[]) => rawUpdate([{ client: MINE, clock: 0, structs }])
/** Returns an update that sets one field of the card. */
export const field = (value: unknown, key = 'props.x') =>
	mine({ parent: record, key, content: new Y.ContentAny([value]) })

/** Expects this refusal, and an unchanged document. */
export function expectRefusal(update: Uint8Array, refusal: string, context = LI): void {
	const before = Y.encodeStateAsUpdate(board.doc)
	expect(board.take(update, context)).toMatchObject({ refusal })
	expect(Y.encodeStateAsUpdate(board.doc)).toEqual(before)
	expect([...board.owners.keys()]).toEqual([ANA])
}

/** Expects that an update passes, and that nothing is pending in the document afterwards. */
export function expectPassed(update: Uint8Array, context = LI) {
	const result = board.take(update, context)
	if (result.refusal !== null) throw new Error(`refused: ${result.refusal}`)
	const { pendingStructs, pendingDs } = board.doc.store
	expect({ pendingStructs, pendingDs }).toEqual({ pendingStructs: null, pendingDs: null })
	return result
}

/** A document behind the gate, as in a room, with the owners of its client ids. */
export interface GateBoard {
	doc: Y.Doc
	records: Records
	owners: Map<number, string>
	/** Examines an update and applies the part that passes. */
	take(update: Uint8Array, context: Partial<UpdateContext> & { owner: string }): GateResult
	/** Returns a copy of the document, with this client id or a random one. */
	copy(clientId?: number): Y.Doc
}

/** The capacity of an empty board. */
export const EMPTY_BOARD_CAPACITY: Capacity = {
	records: { shape: 5000, binding: 10_000, thread: 1000, note: 10_000 },
	messagesIn: () => 500,
	mayWriteMessages: true,
	bytes: 32 * 2 ** 20,
	reserve: 0,
	history: 32 * 2 ** 20,
	clients: 1000,
}

/** Creates a board with one card, `shape:kept`, by `ana` with the client id 1001. */
export function createGateBoard(clientId?: number): GateBoard {
	const doc = docOf(clientId)
	const records = recordsOf(doc)
	const owners = new Map<number, string>()
	const board: GateBoard = {
		doc,
		records,
		owners,
		take(update, context) {
			const result = checkUpdate(doc, update, {
				owners,
				isStep2: false,
				capacity: EMPTY_BOARD_CAPACITY,
				...context,
			})
			if (result.refusal !== null) return result
			for (const client of result.claims) owners.set(client, context.owner)
			if (result.update) Y.applyUpdate(doc, result.update)
			return result
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

/** Returns the update of a change of a document. */
export function updateOf(doc: Y.Doc, change: (records: Records) => void): Uint8Array {
	const updates: Uint8Array[] = []
	const collect = (update: Uint8Array) => updates.push(update)
	doc.on('update', collect)
	doc.transact(() => change(recordsOf(doc)))
	doc.off('update', collect)
	return updates[0] ?? Y.encodeStateAsUpdate(new Y.Doc())
}

/** Returns the update of a change of the record `shape:kept`. */
export function changeKept(doc: Y.Doc, change: (record: RecordMap) => void): Uint8Array {
	return updateOf(doc, (records) => change(records.get('shape:kept') as RecordMap))
}
