import { buildCard, LIMITS, putRecord, recordsOf, textOf } from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { GateBoard } from './support/gateBoard.ts'
import { changeKept, createGateBoard, updateOf } from './support/gateBoard.ts'
import type { RawItem } from './support/rawUpdate.ts'
import { rawUpdate } from './support/rawUpdate.ts'

const LI = { owner: 'li' }
const LI_STEP2 = { owner: 'li', isStep2: true }
const ANA = 1001
const MINE = 2002
const ONE = new Y.ContentAny([1])
const MAP = () => new Y.ContentType(new Y.Map())
const EMPTY = rawUpdate([])

describe('the gate', () => {
	let board: GateBoard
	/** The ids of the record `shape:kept`, of its text, and of the text's string. */
	let record: [number, number]
	let text: [number, number]
	let string: [number, number]
	/** The clock after all that Ana wrote. */
	let anaEnd: number

	beforeEach(() => {
		board = createGateBoard()
		const idOf = (item: Y.Item | null | undefined): [number, number] => [item?.id.client ?? 0, item?.id.clock ?? 0]
		const type = textOf(board.records, 'shape:kept')
		record = idOf(board.records.get('shape:kept')?._item)
		text = idOf(type?._item)
		string = idOf(type?._start)
		anaEnd = Y.getState(board.doc.store, ANA)
	})

	const mine = (...structs: RawItem[]) => rawUpdate([{ client: MINE, clock: 0, structs }])
	const field = (value: unknown, key = 'props.x') => mine({ parent: record, key, content: new Y.ContentAny([value]) })

	/** Expects this refusal, and that the document is as before. */
	function expectRefusal(update: Uint8Array, refusal: string, author = LI): void {
		const before = Y.encodeStateAsUpdate(board.doc)
		expect(board.take(update, author)).toEqual({ refusal })
		expect(Y.encodeStateAsUpdate(board.doc)).toEqual(before)
		expect([...board.owners.keys()]).toEqual([ANA])
	}

	/** Expects that something passes, and that nothing waits in the document afterwards. */
	function expectPassed(update: Uint8Array, author = LI) {
		const verdict = board.take(update, author)
		if (verdict.refusal !== null) throw new Error(`refused: ${verdict.refusal}`)
		const { pendingStructs, pendingDs } = board.doc.store
		expect({ pendingStructs, pendingDs }).toEqual({ pendingStructs: null, pendingDs: null })
		return verdict
	}

	it('[GATE1] lets an honest edit pass as it is, and gives its client id to its author', () => {
		const li = board.copy()
		const update = changeKept(li, (kept) => kept.set('xy', [3, 4]))
		expect(expectPassed(update)).toEqual({ refusal: null, update, claims: [li.clientID] })
		expect(expectPassed(changeKept(li, (kept) => kept.set('xy', [5, 6]))).claims).toEqual([])
		expect(board.records.get('shape:kept')?.get('xy')).toEqual([5, 6])
	})

	it('[GATE1] says of what is known already that nothing is left', () => {
		expect(expectPassed(EMPTY).update).toBeNull()
		expect(expectPassed(Y.encodeStateAsUpdate(board.doc)).update).toBeNull()
	})

	it('[GATE1] refuses bytes that are no update', () => {
		const whole = Y.encodeStateAsUpdate(board.doc)
		for (const bytes of [new Uint8Array(), Uint8Array.of(9, 9, 9, 9), whole.slice(0, -20)])
			expectRefusal(bytes, 'malformed')
	})

	it('[GATE1] refuses a client that comes twice, no structs at all, and structs or deletes of no length', () => {
		const one = { client: MINE, clock: 0, structs: [{ parent: 'records', key: 'shape:a', content: MAP() }] }
		expectRefusal(rawUpdate([one, { client: MINE, clock: 0, structs: [] }]), 'malformed')
		expectRefusal(rawUpdate([one, one]), 'malformed')
		expectRefusal(field(1).slice(0, 2), 'malformed')
		expectRefusal(mine({ parent: text, content: new Y.ContentString('') }), 'malformed')
		expectRefusal(mine({ parent: text, content: new Y.ContentDeleted(0) }), 'malformed')
		expectRefusal(rawUpdate([], [[ANA, 0, 0]]), 'malformed')
	})

	it('[GATE1] refuses clocks so high that a state vector with them could not be read', () => {
		expectRefusal(mine({ parent: text, content: new Y.ContentDeleted(2 ** 52) }), 'malformed')
		expectRefusal(rawUpdate([{ client: MINE, clock: 0, structs: [{ gone: 2 ** 53 - 1 }] }]), 'malformed', LI_STEP2)
	})

	it('[GATE1] refuses content that no board is made of', () => {
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

	it('[GATE1] refuses a gap: missing clocks, a neighbour or a parent that nobody has', () => {
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

	it('[GATE1] refuses structs that hang on themselves, on later ones or on each other', () => {
		expectRefusal(mine({ origin: [MINE, 0], content: ONE }), 'gap')
		expectRefusal(mine({ parent: [MINE, 1], key: 'props.x', content: ONE }, { parent: record, content: ONE }), 'gap')
		const circle = rawUpdate([
			{ client: MINE + 1, clock: 0, structs: [{ origin: [MINE, 0], content: ONE }] },
			{ client: MINE, clock: 0, structs: [{ origin: [MINE + 1, 0], content: ONE }] },
		])
		expectRefusal(circle, 'gap')
	})

	it('[GATE1] takes structs that hang on what comes later in the same update', () => {
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

	it('[GATE1] refuses the ten bytes that would delete what somebody is about to write', () => {
		const attack = rawUpdate([], [[ANA, anaEnd, 10]])
		expect(attack.length).toBeLessThanOrEqual(10)
		expectRefusal(attack, 'malformed')
		expectRefusal(rawUpdate([], [[ANA, 0, anaEnd + 1]]), 'malformed')
		expectRefusal(rawUpdate([], [[424242, 0, 10]]), 'malformed')
	})

	it('[GATE1] refuses the nine bytes that take the clocks of somebody else', () => {
		const attack = rawUpdate([{ client: ANA, clock: anaEnd, structs: [{ gone: 9 }] }])
		expect(attack.length).toBeLessThanOrEqual(9)
		expectRefusal(attack, 'malformed')
		const unclaimed = rawUpdate([{ client: 424242, clock: 0, structs: [{ gone: 9 }] }])
		expectRefusal(unclaimed, 'malformed')
	})

	it('[GATE1] takes clocks that are gone where they are one’s own: made and deleted in one change', () => {
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

	it('[GATE1] refuses an update with the client id of somebody else, or of the server', () => {
		const end = { origin: [string[0], string[1] + 3] as [number, number], content: new Y.ContentString('!') }
		expectRefusal(rawUpdate([{ client: ANA, clock: anaEnd, structs: [end] }]), 'foreign')
		const server = { client: board.doc.clientID, clock: 0, structs: [end] }
		expectRefusal(rawUpdate([server]), 'foreign')
		expectPassed(rawUpdate([{ client: ANA, clock: anaEnd, structs: [end] }]), { owner: 'ana' })
		expect(textOf(board.records, 'shape:kept')?.toString()).toBe('kept!')
	})

	it('[GATE1] cuts what is known in part, so that a lie about the known part has no effect', () => {
		const honest = rawUpdate([
			{ client: MINE, clock: 0, structs: [{ origin: string, content: new Y.ContentString('ab') }] },
		])
		expectPassed(honest)
		// Says that the same clocks lie in the root, and goes on from there.
		const lie = [{ parent: 'records', key: 'shape:x', content: new Y.ContentDeleted(5) }]
		const verdict = expectPassed(rawUpdate([{ client: MINE, clock: 0, structs: lie }]))
		expect(
			verdict.update && Y.decodeUpdate(verdict.update).structs.map(({ id, length }) => [id.clock, length]),
		).toEqual([[2, 3]])
		const grown = [{ origin: string, content: new Y.ContentString('abcdefg') }]
		expectPassed(rawUpdate([{ client: MINE, clock: 0, structs: grown }]))
		expect(textOf(board.records, 'shape:kept')?.toString()).toBe('keptabfg')
		expect(recordsOf(board.copy()).toJSON()).toEqual(board.records.toJSON())
	})

	it('[GATE1] refuses any root but the records, and what is no record there', () => {
		for (const parent of ['meta', 'other', '', '__proto__'])
			expectRefusal(mine({ parent, key: 'shape:x', content: MAP() }), 'malformed')
		for (const key of ['shape:', 'page:x', '__proto__', 'constructor', 'shape:a b', `shape:${'x'.repeat(65)}`])
			expectRefusal(mine({ parent: 'records', key, content: MAP() }), 'malformed')
		expectRefusal(mine({ parent: 'records', content: MAP() }), 'malformed')
		for (const content of [ONE, new Y.ContentString('x'), new Y.ContentType(new Y.Text())])
			expectRefusal(mine({ parent: 'records', key: 'shape:x', content }), 'malformed')
		expect([...board.doc.share.keys()]).toEqual(['records'])
	})

	it('[GATE1] refuses what hangs on the server’s own root, and deletes of it', () => {
		board.doc.getMap('meta').set('schema', 1)
		const schema = board.doc.getMap('meta')._map.get('schema')?.id as Y.ID
		const at: [number, number] = [schema.client, schema.clock]
		expectRefusal(mine({ origin: at, content: ONE }), 'malformed')
		expectRefusal(mine({ rightOrigin: at, content: ONE }), 'malformed')
		expectRefusal(rawUpdate([], [[...at, 1]]), 'malformed')
		expect(board.doc.getMap('meta').get('schema')).toBe(1)
	})

	it('[GATE1] refuses field names that are none', () => {
		for (const key of ['__proto__', 'constructor', 'prototype', 'props.__proto__', 'meta.constructor', '', '1', 'a b'])
			expectRefusal(field(1, key), 'malformed')
		expectRefusal(field(1, 'x'.repeat(81)), 'malformed')
		expectPassed(field(1, 'acme.colour_2'))
	})

	it('[GATE1] refuses maps and texts in another place than theirs', () => {
		const wrong: RawItem[] = [
			{ parent: record, key: 'props.x', content: MAP() },
			{ parent: record, key: 'props.x', content: new Y.ContentType(new Y.Text()) },
			{ parent: record, key: 'text', content: MAP() },
			{ parent: record, key: 'props.x', content: new Y.ContentString('x') },
			{ parent: record, content: ONE },
			{ parent: text, content: ONE },
			{ parent: text, content: MAP() },
			{ parent: text, key: 'x', content: new Y.ContentString('x') },
			{ origin: string, content: ONE },
		]
		for (const item of wrong) expectRefusal(mine(item), 'malformed')
	})

	it('[GATE1] refuses an item between neighbours that are none', () => {
		expectRefusal(mine({ origin: string, rightOrigin: record, content: new Y.ContentString('x') }), 'malformed')
		const type = board.records.get('shape:kept')?._map.get('type')?.id ?? Y.createID(0, 0)
		expectRefusal(mine({ rightOrigin: [type.client, type.clock], content: ONE }), 'malformed')
	})

	it('[GATE1] lets Yjs drop what hangs on something that is gone', () => {
		board.records.delete('shape:kept')
		expectPassed(mine({ origin: string, content: new Y.ContentString('late') }))
		const more = { client: MINE, clock: 4, structs: [{ parent: record, key: 'props.x', content: ONE }] }
		expectPassed(rawUpdate([more]))
		const onDropped = [{ origin: [MINE, 3] as [number, number], content: new Y.ContentString('x') }]
		expectPassed(rawUpdate([{ client: MINE, clock: 5, structs: onDropped }]))
		expect(board.records.toJSON()).toEqual({})
		expect(recordsOf(board.copy()).toJSON()).toEqual({})
	})

	it('[GATE1] refuses values that are no JSON', () => {
		const wrong = [
			undefined,
			12n,
			Number.NaN,
			Number.POSITIVE_INFINITY,
			Uint8Array.of(1),
			{ a: undefined },
			[[{ a: [1n] }]],
			{ constructor: 1 },
			{ a: { prototype: 1 } },
			JSON.parse('{"__proto__":{"isAdmin":true}}'),
			JSON.parse('[{"a":{"__proto__":null}}]'),
		]
		for (const value of wrong) expectRefusal(field(value), 'malformed')
		expectPassed(field({ text: 'a', list: [1, -2.5, null, true, { deep: {} }] }))
	})

	it('[GATE1] refuses values nested too deeply, at any depth', () => {
		const nested = (depth: number) => {
			let value: unknown = 1
			for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value }
			return value
		}
		/** So deep that only bytes can say it: `readAny` of an array that holds an array that …. */
		const deepBytes = (depth: number) => {
			const flat = field([1])
			const at = flat.findIndex((byte, index) => byte === 117 && flat[index + 1] === 1)
			const open = Uint8Array.from({ length: depth * 2 }, (_, index) => (index % 2 ? 1 : 117))
			return Uint8Array.from([...flat.slice(0, at), ...open, ...flat.slice(at)])
		}
		for (const depth of [LIMITS.maxValueDepth + 1, 100, 1000]) expectRefusal(field(nested(depth)), 'malformed')
		for (const depth of [5000, 100_000, 500_000]) expectRefusal(deepBytes(depth), 'malformed')
		expectPassed(field(nested(LIMITS.maxValueDepth)))
	})

	it('[GATE1] refuses a value, a text or a record that is too large', () => {
		const large = 'x'.repeat(LIMITS.maxRecordBytes)
		expectRefusal(field(large), 'tooLarge')
		expectRefusal(field(Array.from({ length: 5000 }, (_, i) => ({ i }))), 'tooLarge')
		expectRefusal(mine({ origin: string, content: new Y.ContentString(large) }), 'tooLarge')
		const fields = Array.from({ length: 65 }, (_, i) => ({ parent: record, key: `meta.f${i}`, content: ONE }))
		expectRefusal(mine(...fields), 'tooLarge')
		expectPassed(field('x'.repeat(LIMITS.maxRecordBytes - 2)))
	})

	it('[GATE1] lets a long text be replaced by another long one, and a field by many values', () => {
		const li = board.copy()
		const long = 'y'.repeat(LIMITS.maxRecordBytes - 10)
		const replace = (records: ReturnType<typeof recordsOf>) => {
			const kept = textOf(records, 'shape:kept')
			kept?.delete(0, kept.length)
			kept?.insert(0, long)
		}
		for (let i = 0; i < 3; i++) expectPassed(updateOf(li, replace))
		expect(textOf(board.records, 'shape:kept')?.toString()).toBe(long)
		for (let i = 0; i < 200; i++)
			expectPassed(
				changeKept(li, (kept) => {
					kept.delete(`meta.f${i - 1}`)
					kept.set(`meta.f${i}`, i)
				}),
			)
	})

	it('[GATE5] refuses several values at once in one field, and takes them where all are deleted', () => {
		const two = { parent: record, key: 'props.x', content: new Y.ContentAny([1, 2]) }
		expectRefusal(mine(two), 'malformed')
		const block = { client: MINE, clock: 0, structs: [two] }
		expectRefusal(rawUpdate([block], [[MINE, 0, 1]]), 'malformed')
		expectPassed(rawUpdate([block], [[MINE, 0, 2]]))
		board.doc.transact(() => board.records.delete('shape:kept'))
	})

	it('[GATE5] refuses a letter whose right neighbour lies to the left', () => {
		const [client, clock] = string
		const letter = (left: number, right: number) => ({
			origin: [client, clock + left] as [number, number],
			rightOrigin: [client, clock + right] as [number, number],
			content: new Y.ContentString('x'),
		})
		expectRefusal(mine(letter(2, 1)), 'malformed')
		expectRefusal(mine(letter(1, 1)), 'malformed')
		// Between them is what the one who wrote this did not have yet.
		expectPassed(mine(letter(0, 3)))
		expectPassed(rawUpdate([{ client: MINE, clock: 1, structs: [letter(0, 1)] }]))
		expect(textOf(board.records, 'shape:kept')?.toString()).toBe('kxepxt')
	})

	it('[GATE1] counts no delete twice when it asks how large a text will be', () => {
		const li = board.copy()
		expectPassed(updateOf(li, (records) => textOf(records, 'shape:kept')?.insert(0, 'x'.repeat(20_000))))
		const { client, clock } = (textOf(board.records, 'shape:kept') as Y.Text)._start?.id ?? Y.createID(0, 0)
		const more = {
			client: li.clientID,
			clock: Y.getState(board.doc.store, li.clientID),
			structs: [{ origin: [client, clock] as [number, number], content: new Y.ContentString('z'.repeat(20_000)) }],
		}
		const deletes: [number, number, number][] = Array.from({ length: 10 }, () => [client, clock, 2000])
		const before = textOf(board.records, 'shape:kept')?.length
		expect(board.take(rawUpdate([more], deletes), LI)).toEqual({ refusal: 'tooLarge' })
		expect(textOf(board.records, 'shape:kept')?.length).toBe(before)
	})

	it('[GATE5] refuses small updates that would keep Yjs busy for minutes, and takes many items that would not', () => {
		const many = 5000
		const at = (clock: number): [number, number] => [MINE, clock]
		const letter = () => new Y.ContentString('a')
		const numbered = (make: (index: number) => RawItem) => Array.from({ length: many }, (_, index) => make(index))
		const sameStart = numbered(() => ({ parent: text, content: letter() }))
		const anyRight = numbered((index) => ({ rightOrigin: at(index), content: letter() }))
		expectRefusal(mine(...sameStart, ...anyRight), 'tooLarge')
		const long = { parent: text, content: new Y.ContentString('b'.repeat(many)) }
		expectRefusal(mine(long, ...numbered((index) => ({ origin: at(index), content: letter() }))), 'tooLarge')
		const prepended = numbered((index) =>
			index === 0
				? { parent: text, rightOrigin: string, content: letter() }
				: { rightOrigin: at(index - 1), content: letter() },
		)
		expectPassed(mine(...prepended))
		const next = at(many - 2)
		const appended = numbered((index) => ({ origin: at(many + index - 1), rightOrigin: next, content: letter() }))
		expectPassed(rawUpdate([{ client: MINE, clock: many, structs: appended }]))
		expect(textOf(board.records, 'shape:kept')?.length).toBe(4 + 2 * many)
	})

	describe('of a step 2', () => {
		/** Ana's edit that the server does not have, as Li has it. */
		function liWithAnasEdit() {
			const ana = board.copy()
			ana.clientID = ANA
			changeKept(ana, (kept) => kept.set('xy', [7, 7]))
			const li = new Y.Doc()
			recordsOf(li)
			Y.applyUpdate(li, Y.encodeStateAsUpdate(ana))
			return { ana, li, step2: () => Y.encodeStateAsUpdate(li, Y.encodeStateVector(board.doc)) }
		}

		it('[GATE6] leaves other people’s structs out, and takes one’s own beside them', () => {
			const { li, step2 } = liWithAnasEdit()
			changeKept(li, (kept) => kept.set('props.kind', 'obstacle'))
			const verdict = expectPassed(step2(), LI_STEP2)
			expect(verdict.claims).toEqual([li.clientID])
			expect(Y.getState(board.doc.store, ANA)).toBe(anaEnd)
			const { xy, ...rest } = board.records.get('shape:kept')?.toJSON() ?? {}
			expect([xy, rest['props.kind']]).toEqual([undefined, 'obstacle'])
		})

		it('[GATE6] takes other people’s structs in the time after loading, and gives their ids to nobody', () => {
			const { li, step2 } = liWithAnasEdit()
			const third = board.copy()
			const thirds = changeKept(third, (kept) => kept.set('meta.third', 3))
			Y.applyUpdate(li, thirds)
			const verdict = expectPassed(step2(), { ...LI_STEP2, takesForeign: true } as typeof LI_STEP2)
			expect(verdict.claims).toEqual([])
			expect(board.records.get('shape:kept')?.toJSON()).toMatchObject({ xy: [7, 7], 'meta.third': 3 })
			expect(board.owners.get(ANA)).toBe('ana')
			const next = changeKept(third, (kept) => kept.set('meta.third', 4))
			expect(expectPassed(next, { owner: 'third' }).claims).toEqual([third.clientID])
		})

		it('[GATE6] takes foreign structs in a step 2 alone, at any time', () => {
			const { step2 } = liWithAnasEdit()
			expectRefusal(step2(), 'foreign', { owner: 'li', takesForeign: true } as typeof LI)
		})

		it('[GATE6] refuses one’s own structs that hang on what was left out', () => {
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

		it('[GATE6] refuses deletes of one’s own clocks to come', () => {
			const own = mine({ parent: record, key: 'props.x', content: ONE })
			expectPassed(own)
			expect(board.take(rawUpdate([], [[MINE, 0, 2]]), LI_STEP2)).toEqual({ refusal: 'malformed' })
			const fresh = rawUpdate(
				[{ client: 3003, clock: 0, structs: [{ parent: record, key: 'a', content: ONE }] }],
				[[3003, 0, 2]],
			)
			expect(board.take(fresh, LI_STEP2)).toEqual({ refusal: 'malformed' })
		})

		it('[GATE6] takes clocks that are gone only with a client id of one’s own or of nobody', () => {
			const squat = rawUpdate([{ client: ANA, clock: anaEnd, structs: [{ gone: 9 }] }])
			expect(expectPassed(squat, LI_STEP2).update).toBeNull()
			expect(Y.getState(board.doc.store, ANA)).toBe(anaEnd)
			const gone = rawUpdate([{ client: MINE, clock: 0, structs: [{ gone: 9 }] }])
			expect(expectPassed(gone, LI_STEP2).claims).toEqual([MINE])
		})

		it('[GATE6] leaves out what pretends to be the server, at any time', () => {
			const forged = { client: board.doc.clientID, clock: 0, structs: [{ parent: record, key: 'a', content: ONE }] }
			for (const takesForeign of [false, true]) {
				const verdict = expectPassed(rawUpdate([forged]), { ...LI_STEP2, takesForeign } as typeof LI_STEP2)
				expect(verdict.update).toBeNull()
			}
		})
	})
})
