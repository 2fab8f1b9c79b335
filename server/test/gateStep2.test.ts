import { buildCard, putRecord, recordsOf, textOf } from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
	ANA,
	anaEnd,
	board,
	changeKept,
	expectPassed,
	expectRefusal,
	type LI,
	LI_STEP2,
	MINE,
	mine,
	ONE,
	record,
	setScene,
	string,
	updateOf,
} from './support/gateScene.ts'
import { rawUpdate } from './support/rawUpdate.ts'

describe('the gate: step 2', () => {
	beforeEach(setScene)

	/** Returns a document of Li with an edit of Ana that the server lacks. */
	function liWithAnasEdit() {
		const ana = board.copy()
		ana.clientID = ANA
		changeKept(ana, (kept) => kept.set('xy', [7, 7]))
		const li = new Y.Doc()
		recordsOf(li)
		Y.applyUpdate(li, Y.encodeStateAsUpdate(ana))
		return { ana, li, step2: () => Y.encodeStateAsUpdate(li, Y.encodeStateVector(board.doc)) }
	}

	it('[GATE6] leaves out other people’s structs, and accepts the member’s own in the same step 2', () => {
		const { li, step2 } = liWithAnasEdit()
		changeKept(li, (kept) => kept.set('props.kind', 'obstacle'))
		const result = expectPassed(step2(), LI_STEP2)
		expect([result.claims, result.isHealing]).toEqual([[li.clientID], false])
		expect(result.leftOut).toEqual({
			waiting: new Map(),
			missing: new Map(),
			foreign: new Map([[ANA, anaEnd]]),
			hasDeletes: false,
		})
		expect(Y.getState(board.doc.store, ANA)).toBe(anaEnd)
		const { xy, ...rest } = board.records.get('shape:kept')?.toJSON() ?? {}
		expect([xy, rest['props.kind']]).toEqual([undefined, 'obstacle'])
	})

	it('[GATE6a] takes structs of others in a missing range of the log only up to its end, and gives their client ids to nobody', () => {
		const { ana, li, step2 } = liWithAnasEdit()
		changeKept(ana, (kept) => kept.set('props.city', 'Lima'))
		const end = Y.getState(ana.store, ANA)
		Y.applyUpdate(li, Y.encodeStateAsUpdate(ana))
		changeKept(li, (kept) => kept.set('props.kind', 'obstacle'))
		const missingEndOf = (client: number) =>
			client === ANA && Y.getState(board.doc.store, ANA) === anaEnd ? end - 1 : 0
		expectRefusal(step2(), 'foreign', { owner: 'li', missingEndOf } as typeof LI)
		const result = expectPassed(step2(), { ...LI_STEP2, missingEndOf } as typeof LI_STEP2)
		expect([result.claims, result.isHealing]).toEqual([[li.clientID], true])
		expect(result.leftOut?.foreign).toEqual(new Map([[ANA, end - 1]]))
		expect(board.records.get('shape:kept')?.toJSON()).toMatchObject({ xy: [7, 7], 'props.kind': 'obstacle' })
		expect(board.records.get('shape:kept')?.has('props.city')).toBe(false)
		const squat = rawUpdate([{ client: ANA, clock: end - 1, structs: [{ gone: 9 }] }])
		expect(expectPassed(squat, { ...LI_STEP2, missingEndOf } as typeof LI_STEP2).update).toBeNull()
	})

	it('[GATE6a] splits a text and collected clocks at the end of a missing range', () => {
		const item = { origin: [string[0], string[1] + 3] as [number, number], content: new Y.ContentString('abcdef') }
		for (const [clock, structs] of [
			[anaEnd, [item]],
			[anaEnd + 2, [{ gone: 6 }]],
		] as const) {
			const missingEndOf = (client: number) => (client === ANA ? clock + 2 : 0)
			expectPassed(rawUpdate([{ client: ANA, clock, structs }]), { ...LI_STEP2, missingEndOf } as typeof LI_STEP2)
			expect(Y.getState(board.doc.store, ANA)).toBe(clock + 2)
		}
		expect(textOf(board.records, 'shape:kept')?.toString()).toBe('keptab')
	})

	it('[GATE6c] never takes structs with client ids beyond 32 bits, in missing ranges either', () => {
		const forged = rawUpdate([{ client: 2 ** 32, clock: 0, structs: [{ parent: record, key: 'a', content: ONE }] }])
		for (const missingEndOf of [() => 0, () => 100])
			expect(expectPassed(forged, { ...LI_STEP2, missingEndOf } as typeof LI_STEP2).update).toBeNull()
		expectRefusal(forged, 'foreign')
	})

	it('[GATE6d] adds nothing to structs in the document whose client id has no owner', () => {
		const server = board.copy(4004)
		Y.applyUpdate(
			board.doc,
			changeKept(server, (kept) => kept.set('xy', [5, 5])),
		)
		const forged = rawUpdate([{ client: 4004, clock: 1, structs: [{ parent: record, key: 'a', content: ONE }] }])
		const result = expectPassed(forged, LI_STEP2)
		expect([result.update, result.claims, result.leftOut?.foreign]).toEqual([null, [], new Map([[4004, 1]])])
		expectRefusal(forged, 'gap')
		expect(Y.getState(board.doc.store, 4004)).toBe(1)
	})

	it('[GATE6b] leaves out the member’s own structs that depend on left-out ones, and takes the others', () => {
		const ana = board.copy()
		ana.clientID = ANA
		updateOf(ana, (records) => putRecord(records, buildCard('new', { x: 0, y: 0, index: 'a2' as never }, {})))
		const li = new Y.Doc()
		Y.applyUpdate(li, Y.encodeStateAsUpdate(ana))
		changeKept(li, (kept) => kept.set('props.kind', 'obstacle'))
		const waitsFrom = Y.getState(li.store, li.clientID)
		updateOf(li, (records) => records.get('shape:new')?.set('xy', [1, 1]))
		changeKept(li, (kept) => kept.set('xy', [9, 9]))
		const first = li.clientID
		li.clientID = 5005
		changeKept(li, (kept) => kept.set('props.city', 'Dakar'))
		const step2 = () => Y.encodeStateAsUpdate(li, Y.encodeStateVector(board.doc))
		const result = expectPassed(step2(), LI_STEP2)
		expect(new Set(result.claims)).toEqual(new Set([first, 5005]))
		const card = recordsOf(ana).get('shape:new')?._item
		expect(result.leftOut).toEqual({
			waiting: new Map([[first, waitsFrom]]),
			missing: new Map([[ANA, card?.id.clock]]),
			foreign: new Map([[ANA, anaEnd]]),
			hasDeletes: false,
		})
		const kept = board.records.get('shape:kept')?.toJSON()
		expect([kept?.['props.kind'], kept?.['props.city'], kept?.['xy']]).toEqual(['obstacle', 'Dakar', undefined])
		expectPassed(Y.encodeStateAsUpdate(ana, Y.encodeStateVector(board.doc)), { owner: 'ana' })
		expect(expectPassed(step2(), LI_STEP2).leftOut).toBeNull()
		expect(board.records.toJSON()).toEqual(recordsOf(li).toJSON())
	})

	it('[GATE6b] refuses an update with a gap', () => {
		const li = board.copy()
		changeKept(li, (kept) => kept.set('xy', [1, 1]))
		expectRefusal(
			changeKept(li, (kept) => kept.set('xy', [2, 2])),
			'gap',
		)
	})

	it('[GATE6] clips deletes of other people’s structs that the server lacks', () => {
		const { li, step2 } = liWithAnasEdit()
		changeKept(li, (kept) => {
			kept.delete('xy')
			kept.delete('meta.author')
		})
		expectPassed(step2(), LI_STEP2)
		expect(board.records.get('shape:kept')?.has('meta.author')).toBe(false)
		const attack = expectPassed(rawUpdate([], [[ANA, anaEnd, 10]]), LI_STEP2)
		expect(attack.update).toBeNull()
		expect(attack.leftOut).toMatchObject({ missing: new Map([[ANA, anaEnd + 9]]), hasDeletes: true })
		expectPassed(rawUpdate([], [[ANA, anaEnd - 1, 10]]), LI_STEP2)
		expect(board.records.get('shape:kept')?.has('imageAlt')).toBe(false)
	})

	it('[GATE6] refuses deletes of the member’s own future clocks', () => {
		const own = mine({ parent: record, key: 'props.x', content: ONE })
		expectPassed(own)
		expect(board.take(rawUpdate([], [[MINE, 0, 2]]), LI_STEP2)).toEqual({ refusal: 'malformed' })
		const fresh = rawUpdate(
			[{ client: 3003, clock: 0, structs: [{ parent: record, key: 'a', content: ONE }] }],
			[[3003, 0, 2]],
		)
		expect(board.take(fresh, LI_STEP2)).toEqual({ refusal: 'malformed' })
	})

	it('[GATE6] accepts GC structs only with the member’s own client id, or an unclaimed one', () => {
		const squat = rawUpdate([{ client: ANA, clock: anaEnd, structs: [{ gone: 9 }] }])
		expect(expectPassed(squat, LI_STEP2).update).toBeNull()
		expect(Y.getState(board.doc.store, ANA)).toBe(anaEnd)
		const gone = rawUpdate([{ client: MINE, clock: 0, structs: [{ gone: 9 }] }])
		expect(expectPassed(gone, LI_STEP2).claims).toEqual([MINE])
	})

	it('[GATE6] always leaves out structs with the server’s client id', () => {
		const forged = { client: board.doc.clientID, clock: 0, structs: [{ parent: record, key: 'a', content: ONE }] }
		expect(expectPassed(rawUpdate([forged]), LI_STEP2).update).toBeNull()
	})
})
