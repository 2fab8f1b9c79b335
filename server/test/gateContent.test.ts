import { LIMITS, recordsOf, textOf } from '@charrette/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
	board,
	changeKept,
	expectPassed,
	expectRefusal,
	field,
	LI,
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
import type { RawItem } from './support/rawUpdate.ts'
import { rawUpdate } from './support/rawUpdate.ts'

describe('the gate: content', () => {
	beforeEach(setScene)

	it('[GATE1] refuses any root but `records`, and entries there that are not records', () => {
		for (const parent of ['meta', 'other', '', '__proto__'])
			expectRefusal(mine({ parent, key: 'shape:x', content: MAP() }), 'malformed')
		for (const key of ['shape:', 'page:x', '__proto__', 'constructor', 'shape:a b', `shape:${'x'.repeat(65)}`])
			expectRefusal(mine({ parent: 'records', key, content: MAP() }), 'malformed')
		expectRefusal(mine({ parent: 'records', content: MAP() }), 'malformed')
		for (const content of [ONE, new Y.ContentString('x'), new Y.ContentType(new Y.Text())])
			expectRefusal(mine({ parent: 'records', key: 'shape:x', content }), 'malformed')
		expect([...board.doc.share.keys()]).toEqual(['records'])
	})

	it('[GATE1] refuses structs in the server’s own root, and deletes of it', () => {
		board.doc.getMap('meta').set('schema', 1)
		const schema = board.doc.getMap('meta')._map.get('schema')?.id as Y.ID
		const at: [number, number] = [schema.client, schema.clock]
		expectRefusal(mine({ origin: at, content: ONE }), 'malformed')
		expectRefusal(mine({ rightOrigin: at, content: ONE }), 'malformed')
		expectRefusal(rawUpdate([], [[...at, 1]]), 'malformed')
		expect(board.doc.getMap('meta').get('schema')).toBe(1)
	})

	it('[GATE1] refuses invalid field names', () => {
		for (const key of ['__proto__', 'constructor', 'prototype', 'props.__proto__', 'meta.constructor', '', '1', 'a b'])
			expectRefusal(field(1, key), 'malformed')
		expectRefusal(field(1, 'x'.repeat(81)), 'malformed')
		expectPassed(field(1, 'acme.colour_2'))
	})

	it('[GATE1] refuses maps and texts in the wrong place', () => {
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

	it('[GATE1] refuses neighbours that are not in the same sequence', () => {
		expectRefusal(mine({ origin: string, rightOrigin: record, content: new Y.ContentString('x') }), 'malformed')
		const type = board.records.get('shape:kept')?._map.get('type')?.id ?? Y.createID(0, 0)
		expectRefusal(mine({ rightOrigin: [type.client, type.clock], content: ONE }), 'malformed')
	})

	it('[GATE1] passes structs with a deleted parent, which Yjs drops', () => {
		board.records.delete('shape:kept')
		expectPassed(mine({ origin: string, content: new Y.ContentString('late') }))
		const more = { client: MINE, clock: 4, structs: [{ parent: record, key: 'props.x', content: ONE }] }
		expectPassed(rawUpdate([more]))
		const onDropped = [{ origin: [MINE, 3] as [number, number], content: new Y.ContentString('x') }]
		expectPassed(rawUpdate([{ client: MINE, clock: 5, structs: onDropped }]))
		expect(board.records.toJSON()).toEqual({})
		expect(recordsOf(board.copy()).toJSON()).toEqual({})
	})

	it('[GATE1] refuses values that are not JSON', () => {
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
		/** Returns nested arrays as bytes, too deep to be built as values. */
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

	it('[GATE1] accepts replacing a long text by another long one, and replacing a field many times', () => {
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

	it('[GATE5] refuses several values at once in one field, and accepts them if all are deleted', () => {
		const two = { parent: record, key: 'props.x', content: new Y.ContentAny([1, 2]) }
		expectRefusal(mine(two), 'malformed')
		const block = { client: MINE, clock: 0, structs: [two] }
		expectRefusal(rawUpdate([block], [[MINE, 0, 1]]), 'malformed')
		expectPassed(rawUpdate([block], [[MINE, 0, 2]]))
		board.doc.transact(() => board.records.delete('shape:kept'))
	})

	it('[GATE5] refuses a character whose right origin is left of its origin', () => {
		const [client, clock] = string
		const letter = (left: number, right: number) => ({
			origin: [client, clock + left] as [number, number],
			rightOrigin: [client, clock + right] as [number, number],
			content: new Y.ContentString('x'),
		})
		expectRefusal(mine(letter(2, 1)), 'malformed')
		expectRefusal(mine(letter(1, 1)), 'malformed')
		// The right neighbour may lie further right: the author did not have the characters between
		// yet.
		expectPassed(mine(letter(0, 3)))
		expectPassed(rawUpdate([{ client: MINE, clock: 1, structs: [letter(0, 1)] }]))
		expect(textOf(board.records, 'shape:kept')?.toString()).toBe('kxepxt')
	})

	it('[GATE1] counts a repeated delete once when it computes the size of a text', () => {
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

	it('[GATE5] refuses small updates that would keep Yjs busy for minutes, and accepts as many cheap items', () => {
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
})
