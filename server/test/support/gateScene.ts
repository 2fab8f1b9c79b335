import { textOf } from '@charrette/shared'
import { expect } from 'vitest'
import * as Y from 'yjs'
import type { GateBoard } from './gateBoard.ts'
import { createGateBoard } from './gateBoard.ts'
import type { RawItem } from './rawUpdate.ts'
import { rawUpdate } from './rawUpdate.ts'

export const LI = { owner: 'li' }
export const LI_STEP2 = { owner: 'li', isStep2: true }
export const ANA = 1001
export const MINE = 2002
export const ONE = new Y.ContentAny([1])
export const MAP = () => new Y.ContentType(new Y.Map())
export const EMPTY = rawUpdate([])

/** The board of the present test: one card, `shape:kept`, that Ana wrote. */
export let board: GateBoard
/** The ids of that record, of its text, and of the text's string. */
export let record: [number, number]
export let text: [number, number]
export let string: [number, number]
/** The clock after all that Ana wrote. */
export let anaEnd: number

/** Puts a new board there. */
export function setScene(): void {
	board = createGateBoard()
	const idOf = (item: Y.Item | null | undefined): [number, number] => [item?.id.client ?? 0, item?.id.clock ?? 0]
	const type = textOf(board.records, 'shape:kept')
	record = idOf(board.records.get('shape:kept')?._item)
	text = idOf(type?._item)
	string = idOf(type?._start)
	anaEnd = Y.getState(board.doc.store, ANA)
}

/** The update of these items, written by Li. */
export const mine = (...structs: RawItem[]) => rawUpdate([{ client: MINE, clock: 0, structs }])
/** The update that sets one field of the card. */
export const field = (value: unknown, key = 'props.x') =>
	mine({ parent: record, key, content: new Y.ContentAny([value]) })

/** Expects this refusal, and that the document is as before. */
export function expectRefusal(update: Uint8Array, refusal: string, author = LI): void {
	const before = Y.encodeStateAsUpdate(board.doc)
	expect(board.take(update, author)).toEqual({ refusal })
	expect(Y.encodeStateAsUpdate(board.doc)).toEqual(before)
	expect([...board.owners.keys()]).toEqual([ANA])
}

/** Expects that something passes, and that nothing waits in the document afterwards. */
export function expectPassed(update: Uint8Array, author = LI) {
	const verdict = board.take(update, author)
	if (verdict.refusal !== null) throw new Error(`refused: ${verdict.refusal}`)
	const { pendingStructs, pendingDs } = board.doc.store
	expect({ pendingStructs, pendingDs }).toEqual({ pendingStructs: null, pendingDs: null })
	return verdict
}
