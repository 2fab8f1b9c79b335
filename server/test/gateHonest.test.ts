import { buildCard, putRecord, recordsOf } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Blocks, Struct } from '../dist/rooms/gate/updateCodec.js'
import { decodeBlocks, encodeBlocks } from '../dist/rooms/gate/updateCodec.js'
import type { GateBoard } from './support/gateScene.ts'
import { createGateBoard } from './support/gateScene.ts'
import type { Random } from './support/randomEdits.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'

const PEOPLE = 4
const STEPS = 400

/**
 * An honest person: a copy of the board, an undo manager, and the updates in transit in both
 * directions.
 */
interface Person {
	owner: string
	random: Random
	doc: Y.Doc
	undo: Y.UndoManager
	outbox: Uint8Array[]
	inbox: Uint8Array[]
	isOnline: boolean
}

function createPerson(owner: string, random: Random): Person {
	const person = { owner, random, outbox: [], inbox: [], isOnline: false, ...openCopy(random) }
	collectUpdates(person)
	return person
}

function openCopy(random: Random): Pick<Person, 'doc' | 'undo'> {
	const doc = new Y.Doc()
	doc.clientID = 2 + random.below(2 ** 31)
	return { doc, undo: new Y.UndoManager(recordsOf(doc), { captureTimeout: 0 }) }
}

function collectUpdates(person: Person): void {
	person.doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin !== 'remote') person.outbox.push(update)
	})
}

function editOrUndo({ doc, undo }: Person, random: Random): void {
	const kind = random.next()
	if (kind < 0.15) undo.undo()
	else if (kind < 0.25) undo.redo()
	else if (kind < 0.3) {
		doc.transact(() => {
			const brief = `brief${random.below(1e9)}`
			putRecord(recordsOf(doc), buildCard(brief, { x: 0, y: 0, index: 'a1' as never }, { text: 'brief' }))
			recordsOf(doc).delete(`shape:${brief}`)
		})
	} else editAtRandom(doc, random)
}

/**
 * Expects that an update passes with its whole effect. The only exception is a fault of Yjs 13.6:
 * undo may give a text item a right neighbour that lies to its left, and copies then differ in the
 * item's position. The gate refuses such an update, and its author opens the board again.
 */
function expectWhole(
	board: GateBoard,
	update: Uint8Array,
	{ person, isStep2 }: { person: Person; isStep2: boolean },
): void {
	const whole = board.copy()
	const result = board.take(update, { owner: person.owner, isStep2 })
	if (result.refusal === 'malformed' && hasMisplacedItem(person.doc, update)) {
		Object.assign(person, { isOnline: false, outbox: [], inbox: [], ...openCopy(person.random) })
		collectUpdates(person)
		return
	}
	expect(result.refusal).toBeNull()
	if (result.refusal === null && result.update === update) return
	Y.applyUpdate(whole, update)
	expectSame(whole, board.doc)
}

/**
 * Whether an item of an update names a right neighbour that is not to the right of its left one.
 */
function hasMisplacedItem({ store }: Y.Doc, update: Uint8Array): boolean {
	return Y.decodeUpdate(update).structs.some((struct) => {
		if (!(struct instanceof Y.Item) || !struct.origin || !struct.rightOrigin) return false
		const { origin, rightOrigin } = struct
		const left = Y.getItem(store, origin)
		if (!(left instanceof Y.Item)) return false
		const isBeside = ({ id, length }: Y.Item, { client, clock }: Y.ID, from: number) =>
			id.client === client && clock >= from && clock < id.clock + length
		if (isBeside(left, rightOrigin, origin.clock + 1)) return false
		let item = left.right
		while (item && !isBeside(item, rightOrigin, item.id.clock)) item = item.right
		return item === null
	})
}

/**
 * Expects equal documents: their content, their state vectors, and their deletions. Yjs may join
 * deleted items differently.
 */
function expectSame(one: Y.Doc, other: Y.Doc): void {
	expect(recordsOf(one).toJSON()).toEqual(recordsOf(other).toJSON())
	expect(Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other))).toBe(true)
}

/**
 * Reconnects a person: updates in transit are lost, and each side sends the updates that the other
 * lacks.
 */
function reconnect(board: GateBoard, person: Person): void {
	person.isOnline = true
	person.inbox = []
	person.outbox = []
	expectWhole(board, Y.encodeStateAsUpdate(person.doc, Y.encodeStateVector(board.doc)), { person, isStep2: true })
	Y.applyUpdate(person.doc, Y.encodeStateAsUpdate(board.doc, Y.encodeStateVector(person.doc)), 'remote')
}

function deliver(board: GateBoard, person: Person): void {
	const update = person.outbox.shift()
	if (update) expectWhole(board, update, { person, isStep2: false })
}

function receive(person: Person): void {
	const update = person.inbox.shift()
	if (update) Y.applyUpdate(person.doc, update, 'remote')
}

function step(board: GateBoard, people: readonly Person[], random: Random): void {
	const person = random.pick(people)
	if (!person) return
	const kind = random.next()
	if (kind < 0.55) editOrUndo(person, random)
	else if (kind < 0.6) person.isOnline = false
	else if (!person.isOnline) reconnect(board, person)
	else if (kind < 0.8) deliver(board, person)
	else receive(person)
}

/** Decodes an update and encodes it again. */
function reencode(update: Uint8Array): Uint8Array {
	const { structs, deletes } = decodeBlocks(update) as Blocks
	return encodeBlocks({ structs: structs as Map<number, Struct[]>, deletes })
}

describe('honest edits', () => {
	const fresh = Array.from({ length: 6 }, (_, index) => (Date.now() + index * 7919) % 1e9)
	// With 1321 and 1466, undo restores cards with texts whose items Yjs misplaces.
	const known = [1, 1321, 1466, 20261125]
	const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : [...known, ...fresh]

	it.each(seeds)(
		'[GATE1] pass with their whole effect, also undo and after lost connections, and all copies converge (SEED=%i)',
		(seed) => {
			const random = createRandom(seed)
			const board = createGateBoard()
			const people = Array.from({ length: PEOPLE }, (_, i) => createPerson(`person${i}`, random))
			const copy = board.copy()
			board.doc.on('update', (update: Uint8Array) => {
				Y.applyUpdate(copy, reencode(update))
				for (const person of people) if (person.isOnline) person.inbox.push(update)
			})
			for (const person of people) reconnect(board, person)

			for (let i = 0; i < STEPS; i++) step(board, people, random)

			for (const person of [...people, ...people]) reconnect(board, person)
			const expected = board.records.toJSON()
			for (const person of people) expect(recordsOf(person.doc).toJSON()).toEqual(expected)
			expect(board.doc.store.pendingStructs).toBeNull()
			expectSame(copy, board.doc)
		},
	)
})
