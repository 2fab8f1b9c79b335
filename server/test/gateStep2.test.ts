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
		expect([result.claims, result.foreign]).toEqual([[li.clientID], new Map()])
		expect(Y.getState(board.doc.store, ANA)).toBe(anaEnd)
		const { xy, ...rest } = board.records.get('shape:kept')?.toJSON() ?? {}
		expect([xy, rest['props.kind']]).toEqual([undefined, 'obstacle'])
	})

	it('[GATE6][HIST7] accepts other people’s structs during recovery after loading, assigns their client ids to nobody, and reports them as foreign', () => {
		const { li, step2 } = liWithAnasEdit()
		const third = board.copy()
		const thirds = changeKept(third, (kept) => kept.set('meta.third', 3))
		Y.applyUpdate(li, thirds)
		const result = expectPassed(step2(), { ...LI_STEP2, acceptsForeign: true } as typeof LI_STEP2)
		expect(result.claims).toEqual([])
		const ends = [ANA, third.clientID].map((client): [number, number] => [client, Y.getState(board.doc.store, client)])
		expect(new Map(result.foreign)).toEqual(new Map(ends))
		expect(board.records.get('shape:kept')?.toJSON()).toMatchObject({ xy: [7, 7], 'meta.third': 3 })
		expect(board.owners.get(ANA)).toBe('ana')
		const next = changeKept(third, (kept) => kept.set('meta.third', 4))
		expect(expectPassed(next, { owner: 'third' }).claims).toEqual([third.clientID])
	})

	it('[GATE6a] leaves out structs of a present member’s client id once that member has sent all of them', () => {
		const { li, step2 } = liWithAnasEdit()
		changeKept(li, (kept) => kept.set('props.kind', 'obstacle'))
		const bring = (hasSynced: boolean) => {
			const holderOf = (client: number) => (client === ANA ? { owner: 'ana', hasSynced } : undefined)
			expectPassed(step2(), { ...LI_STEP2, acceptsForeign: true, holderOf } as typeof LI_STEP2)
			const { xy, 'props.kind': kind } = board.records.get('shape:kept')?.toJSON() ?? {}
			return [xy, kind]
		}
		expect(bring(true)).toEqual([undefined, 'obstacle'])
		expect(bring(false)).toEqual([[7, 7], 'obstacle'])
	})

	it('[GATE6] accepts foreign structs only in a step 2', () => {
		const { step2 } = liWithAnasEdit()
		expectRefusal(step2(), 'foreign', { owner: 'li', acceptsForeign: true } as typeof LI)
	})

	it('[GATE6] refuses the member’s own structs that depend on left-out ones', () => {
		const ana = board.copy()
		ana.clientID = ANA
		updateOf(ana, (records) => putRecord(records, buildCard('new', { x: 0, y: 0, index: 'a2' as never }, {})))
		const li = new Y.Doc()
		Y.applyUpdate(li, Y.encodeStateAsUpdate(ana))
		updateOf(li, (records) => records.get('shape:new')?.set('xy', [1, 1]))
		expectRefusal(Y.encodeStateAsUpdate(li, Y.encodeStateVector(board.doc)), 'gap', LI_STEP2)
	})

	it('[GATE6] clips deletes of other people’s structs that the server lacks', () => {
		const { li, step2 } = liWithAnasEdit()
		changeKept(li, (kept) => {
			kept.delete('xy')
			kept.delete('meta.author')
		})
		expectPassed(step2(), LI_STEP2)
		expect(board.records.get('shape:kept')?.has('meta.author')).toBe(false)
		const attack = rawUpdate([], [[ANA, anaEnd, 10]])
		expect(expectPassed(attack, LI_STEP2).update).toBeNull()
		expectPassed(rawUpdate([], [[ANA, anaEnd - 1, 10]]), LI_STEP2)
		expect(textOf(board.records, 'shape:kept')?.toString()).toBe('kep')
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
		for (const acceptsForeign of [false, true]) {
			const result = expectPassed(rawUpdate([forged]), { ...LI_STEP2, acceptsForeign } as typeof LI_STEP2)
			expect(result.update).toBeNull()
		}
	})
})
