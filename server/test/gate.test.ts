import { buildCard, putRecord, recordsOf, textOf } from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
	ANA,
	anaEnd,
	board,
	changeKept,
	EMPTY,
	expectPassed,
	expectRefusal,
	field,
	LI_STEP2,
	MAP,
	MINE,
	mine,
	ONE,
	record,
	setScene,
	string,
	text,
	updateOf,
} from './support/gateScene.ts'
import { rawUpdate } from './support/rawUpdate.ts'

describe('the gate: structs and their client ids', () => {
	beforeEach(setScene)

	it('[GATE1] passes an honest edit unchanged, and assigns its client id to its author', () => {
		const li = board.copy()
		const update = changeKept(li, (kept) => kept.set('xy', [3, 4]))
		expect(expectPassed(update)).toEqual({
			refusal: null,
			update,
			claims: [li.clientID],
			isHealing: false,
			leftOut: null,
		})
		expect(expectPassed(changeKept(li, (kept) => kept.set('xy', [5, 6]))).claims).toEqual([])
		expect(board.records.get('shape:kept')?.get('xy')).toEqual([5, 6])
	})

	it('[GATE1] forwards nothing of an update that the server already has', () => {
		expect(expectPassed(EMPTY).update).toBeNull()
		expect(expectPassed(Y.encodeStateAsUpdate(board.doc)).update).toBeNull()
	})

	it('[GATE1] refuses bytes that are not an update', () => {
		const whole = Y.encodeStateAsUpdate(board.doc)
		for (const bytes of [new Uint8Array(), Uint8Array.of(9, 9, 9, 9), whole.slice(0, -20)])
			expectRefusal(bytes, 'malformed')
	})

	it('[GATE1] refuses a repeated client, a block without structs, and structs or deletes of length 0', () => {
		const one = { client: MINE, clock: 0, structs: [{ parent: 'records', key: 'shape:a', content: MAP() }] }
		expectRefusal(rawUpdate([one, { client: MINE, clock: 0, structs: [] }]), 'malformed')
		expectRefusal(rawUpdate([one, one]), 'malformed')
		expectRefusal(field(1).slice(0, 2), 'malformed')
		expectRefusal(mine({ parent: text, content: new Y.ContentString('') }), 'malformed')
		expectRefusal(mine({ parent: text, content: new Y.ContentDeleted(0) }), 'malformed')
		expectRefusal(rawUpdate([], [[ANA, 0, 0]]), 'malformed')
	})

	it('[GATE1] refuses clocks above the safe integers, which no state vector can encode', () => {
		expectRefusal(mine({ parent: text, content: new Y.ContentDeleted(2 ** 52) }), 'malformed')
		expectRefusal(rawUpdate([{ client: MINE, clock: 0, structs: [{ gone: 2 ** 53 - 1 }] }]), 'malformed', LI_STEP2)
	})

	it('[GATE1] refuses content types that no board uses', () => {
		const contents = [
			new Y.ContentJSON([1]),
			new Y.ContentBinary(Uint8Array.of(1)),
			new Y.ContentEmbed({}),
			new Y.ContentFormat('bold', true),
			new Y.ContentDoc(new Y.Doc()),
			new Y.ContentType(new Y.Array()),
			new Y.ContentType(new Y.XmlElement('script')),
			new Y.ContentType(new Y.XmlText()),
		]
		for (const content of contents) {
			expectRefusal(mine({ parent: 'records', key: 'shape:x', content }), 'malformed')
			expectRefusal(mine({ parent: text, content }), 'malformed')
		}
	})

	it('[GATE1] refuses a gap: missing clocks, or an unknown neighbour or parent', () => {
		const li = board.copy()
		changeKept(li, (kept) => kept.set('xy', [3, 4]))
		expectRefusal(
			changeKept(li, (kept) => kept.set('xy', [5, 6])),
			'gap',
		)
		const ok = { parent: record, key: 'props.x', content: ONE }
		expectRefusal(rawUpdate([{ client: MINE, clock: 0, structs: [ok, { skip: 3 }, ok] }]), 'gap')
		expectRefusal(mine({ origin: [ANA, anaEnd], content: ONE }), 'gap')
		expectRefusal(mine({ rightOrigin: [77, 0], content: ONE }), 'gap')
		expectRefusal(mine({ parent: [77, 0], key: 'props.x', content: ONE }), 'gap')
	})

	it('[GATE1] refuses structs that depend on themselves, on later ones of their client, or on each other', () => {
		expectRefusal(mine({ origin: [MINE, 0], content: ONE }), 'gap')
		expectRefusal(mine({ parent: [MINE, 1], key: 'props.x', content: ONE }, { parent: record, content: ONE }), 'gap')
		const circle = rawUpdate([
			{ client: MINE + 1, clock: 0, structs: [{ origin: [MINE, 0], content: ONE }] },
			{ client: MINE, clock: 0, structs: [{ origin: [MINE + 1, 0], content: ONE }] },
		])
		expectRefusal(circle, 'gap')
	})

	it('[GATE1] accepts structs that depend on later ones of the same update', () => {
		const later = rawUpdate([
			{ client: 3000, clock: 0, structs: [{ parent: [MINE, 1], key: 'xy', content: new Y.ContentAny([[1, 2]]) }] },
			{
				client: MINE,
				clock: 0,
				structs: [
					{ parent: 'records', key: 'shape:b', content: MAP() },
					{ parent: 'records', key: 'shape:a', content: MAP() },
				],
			},
		])
		expect(expectPassed(later).claims).toEqual([3000, MINE])
		expect(board.records.get('shape:a')?.toJSON()).toEqual({ xy: [1, 2] })
	})

	it('[GATE1] refuses ten bytes that would delete future structs of another client', () => {
		const attack = rawUpdate([], [[ANA, anaEnd, 10]])
		expect(attack.length).toBeLessThanOrEqual(10)
		expectRefusal(attack, 'malformed')
		expectRefusal(rawUpdate([], [[ANA, 0, anaEnd + 1]]), 'malformed')
		expectRefusal(rawUpdate([], [[424242, 0, 10]]), 'malformed')
	})

	it('[GATE1] refuses nine bytes that would occupy the clocks of another client', () => {
		const attack = rawUpdate([{ client: ANA, clock: anaEnd, structs: [{ gone: 9 }] }])
		expect(attack.length).toBeLessThanOrEqual(9)
		expectRefusal(attack, 'malformed')
		const unclaimed = rawUpdate([{ client: 424242, clock: 0, structs: [{ gone: 9 }] }])
		expectRefusal(unclaimed, 'malformed')
	})

	it('[GATE1] accepts GC structs of the author’s own client id: created and deleted in one transaction', () => {
		const li = board.copy()
		const update = updateOf(li, (records) => {
			putRecord(records, buildCard('brief', { x: 0, y: 0, index: 'a2' as never }, { text: 'brief' }))
			records.delete('shape:brief')
		})
		expect(Y.decodeUpdate(update).structs.some((struct) => struct instanceof Y.GC)).toBe(true)
		expectPassed(update)
		expectPassed(changeKept(li, (kept) => kept.set('xy', [9, 9])))
		expect(board.records.get('shape:kept')?.get('xy')).toEqual([9, 9])
	})

	it('[GATE1] refuses an update with the client id of another member, or of the server', () => {
		const end = { origin: [string[0], string[1] + 3] as [number, number], content: new Y.ContentString('!') }
		expectRefusal(rawUpdate([{ client: ANA, clock: anaEnd, structs: [end] }]), 'foreign')
		const server = { client: board.doc.clientID, clock: 0, structs: [end] }
		expectRefusal(rawUpdate([server]), 'foreign')
		expectPassed(rawUpdate([{ client: ANA, clock: anaEnd, structs: [end] }]), { owner: 'ana' })
		expect(textOf(board.records, 'shape:kept')?.toString()).toBe('kept!')
	})

	it('[GATE1] cuts off the known part of a struct, so that a forged known part has no effect', () => {
		const honest = rawUpdate([
			{ client: MINE, clock: 0, structs: [{ origin: string, content: new Y.ContentString('ab') }] },
		])
		expectPassed(honest)
		// Claims that the known clocks are in the root, and continues from there.
		const forged = [{ parent: 'records', key: 'shape:x', content: new Y.ContentDeleted(5) }]
		const result = expectPassed(rawUpdate([{ client: MINE, clock: 0, structs: forged }]))
		expect(result.update && Y.decodeUpdate(result.update).structs.map(({ id, length }) => [id.clock, length])).toEqual([
			[2, 3],
		])
		const grown = [{ origin: string, content: new Y.ContentString('abcdefg') }]
		expectPassed(rawUpdate([{ client: MINE, clock: 0, structs: grown }]))
		expect(textOf(board.records, 'shape:kept')?.toString()).toBe('keptabfg')
		expect(recordsOf(board.copy()).toJSON()).toEqual(board.records.toJSON())
	})
})
