import { BoardProjection, recordsOf, repairRecords } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { UpdateContext } from '../dist/rooms/gate/checkUpdate.js'
import { checkUpdate } from '../dist/rooms/gate/checkUpdate.js'
import type { GateBoard } from './support/gateScene.ts'
import { changeKept, createGateBoard, EMPTY_BOARD_CAPACITY } from './support/gateScene.ts'
import { mutateBytes, mutateStructure } from './support/mutateUpdate.ts'
import type { Random } from './support/randomEdits.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'

const ROUNDS = 60
const UPDATES_A_ROUND = 500

/** Creates a board with edits of Ana and Li, each with their own client id. */
function createScene(random: Random): GateBoard {
	const board = createGateBoard(random.below(2 ** 32))
	for (const owner of ['ana', 'li']) {
		const copy = board.copy(random.below(2 ** 32))
		for (let i = 0; i < 12; i++) editAtRandom(copy, random)
		board.take(Y.encodeStateAsUpdate(copy, Y.encodeStateVector(board.doc)), { owner, isStep2: true })
	}
	return board
}

/**
 * Returns updates that an honest Mallory would send, one by one and all at once. They are the
 * corpus of the mutations.
 */
function honestUpdates(board: GateBoard, random: Random): Uint8Array[] {
	const mallory = board.copy(random.below(2 ** 32))
	const updates: Uint8Array[] = []
	mallory.on('update', (update: Uint8Array) => updates.push(update))
	for (let i = 0; i < 6; i++) editAtRandom(mallory, random)
	return [...updates, Y.encodeStateAsUpdate(mallory), Y.encodeStateAsUpdate(mallory, Y.encodeStateVector(board.doc))]
}

function statesOfOthers({ doc, owners }: GateBoard): [number, number][] {
	const others = [...owners].filter(([, owner]) => owner !== 'mallory')
	return others.map(([client]) => [client, Y.getState(doc.store, client)])
}

/** Sends one mutated update as Mallory; returns whether it passed. */
function attack(board: GateBoard, corpus: readonly Uint8Array[], context: UpdateContext, random: Random): boolean {
	const [base, other] = [random.pick(corpus) ?? new Uint8Array(), random.pick(corpus) ?? new Uint8Array()]
	const mutated = random.next() < 0.4 ? mutateBytes(base, other, random) : mutateStructure(base, board.doc, random)
	const before = statesOfOthers(board)
	const result = checkUpdate(board.doc, mutated, context)
	if (result.refusal !== null) return false
	for (const client of result.claims) board.owners.set(client, context.owner)
	if (result.update) Y.applyUpdate(board.doc, result.update)
	const { pendingStructs, pendingDs } = board.doc.store
	expect({ pendingStructs, pendingDs }).toEqual({ pendingStructs: null, pendingDs: null })
	expect(statesOfOthers(board)).toEqual(before)
	return true
}

/**
 * Expects that the board can be loaded from its state, edited by an honest member, and repaired.
 */
function expectSound(board: GateBoard): void {
	const copy = board.copy()
	expect(recordsOf(copy).toJSON()).toEqual(board.records.toJSON())
	expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(board.doc))
	expect([...board.doc.share.keys()]).toEqual(['records'])
	copy.transact(() => repairRecords(recordsOf(copy), [...recordsOf(copy).keys()]))
	const projection = new BoardProjection(recordsOf(copy))
	projection.readAll()
	expect([...projection.quarantined]).toEqual([])
	const honest = board.copy()
	const update = changeKept(honest, (record) => record.set('meta.honest', honest.clientID))
	expect(board.take(update, { owner: 'honest' }).refusal).toBeNull()
	expect(board.records.get('shape:kept')?.get('meta.honest')).toBe(honest.clientID)
}

/** Expects that Ana can continue with her client id. */
function expectAnaCanEdit(board: GateBoard): void {
	const ana = board.copy()
	ana.clientID = 1001
	const update = changeKept(ana, (record) => record.set('meta.ana', Y.getState(ana.store, 1001)))
	expect(board.take(update, { owner: 'ana' })).toEqual({
		refusal: null,
		update,
		claims: [],
		isHealing: false,
		leftOut: null,
	})
}

/** Restores the card in case Mallory deleted it, as any member may. */
function ensureKept(board: GateBoard): void {
	if (!board.records.has('shape:kept')) board.records.set('shape:kept', new Y.Map())
}

describe('mutated updates', () => {
	const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)

	it(`[GATE5] ${ROUNDS * UPDATES_A_ROUND} of them leave the board sound (SEED=${seed})`, () => {
		const random = createRandom(seed)
		let count = 0
		let passed = 0
		for (let round = 0; round < ROUNDS; round++) {
			const board = createScene(random)
			let corpus = honestUpdates(board, random)
			for (let i = 0; i < UPDATES_A_ROUND; i++) {
				if (i % 50 === 0) corpus = honestUpdates(board, random)
				const isStep2 = random.next() < 0.4
				const context = { owner: 'mallory', owners: board.owners, isStep2, capacity: EMPTY_BOARD_CAPACITY }
				if (attack(board, corpus, context, random)) passed++
				count++
			}
			ensureKept(board)
			expectSound(board)
			expectAnaCanEdit(board)
		}
		expect(count).toBe(ROUNDS * UPDATES_A_ROUND)
		// Many mutations are so close to valid updates that they pass and are applied.
		expect(passed).toBeGreaterThan(count / 20)
		expect(passed).toBeLessThan(count)
	}, 180_000)
})
