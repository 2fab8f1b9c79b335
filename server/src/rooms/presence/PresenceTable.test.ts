import type { PresenceIdentity, RoomId } from '@charrette/shared'
import { LIMITS, MAX_LASER_POINTS, MAX_UNDONE_RECORDS } from '@charrette/shared'
import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import type { PresentMember } from './PresenceTable.ts'
import { PresenceTable } from './PresenceTable.ts'

const CLIENT = 7
const ALL_ALLOWED = { canUseClient: () => true, canEditRecord: () => true }

function updateOf(json: string, clock = 1): Uint8Array {
	const frame = encoding.createEncoder()
	for (const number of [1, CLIENT, clock]) encoding.writeVarUint(frame, number)
	encoding.writeVarString(frame, json)
	return encoding.toUint8Array(frame)
}

/** Returns the entry that others receive of a member that sends this JSON. */
function sentFor(json: string, room = 'board:b'): Record<string, unknown> | null {
	const table = new PresenceTable(room as RoomId, Date.now)
	const member: PresentMember = {
		clientId: null,
		owner: 'ana',
		person: { name: 'Ana' } as PresenceIdentity,
	}
	table.apply(member, updateOf(json), ALL_ALLOWED)
	const [entry] = table.all()
	return entry ? JSON.parse(entry.json) : null
}

const withLive = (live: unknown, more: object = {}) =>
	sentFor(JSON.stringify({ cursor: { x: 1, y: 2 }, live, ...more }))
const text = (bytes: number) => 'x'.repeat(bytes)

describe('PresenceTable', () => {
	it('[DOC3] passes on live fields, by the ids and names that a document has', () => {
		const live = {
			'shape:a': { xy: [1.5, 2], 'props.segments': [{ type: 'free', points: [{ x: 1, y: 2 }] }], type: null },
		}
		expect(withLive(live)).toEqual({ user: { name: 'Ana' }, cursor: { x: 1, y: 2 }, live })
	})

	it('[PRES1] reads only the last of the states that a present member sends between two ticks, and reports malformed JSON', () => {
		const table = new PresenceTable('board:b' as RoomId, Date.now)
		const ana: PresentMember = {
			clientId: null,
			owner: 'ana',
			person: { name: 'Ana' } as PresenceIdentity,
		}
		const unreadable: unknown[] = []
		const permissions = { ...ALL_ALLOWED, onUnreadable: (_: PresentMember, cause: unknown) => unreadable.push(cause) }
		for (const [at, json] of ['{}', '{"selection":["shape:a"]}', '{"cursor":{"x":5,"y":6}}'].entries())
			table.apply(ana, updateOf(json, at + 1), permissions)
		expect(table.takeChanged().map(({ json }) => JSON.parse(json))).toEqual([
			{ user: ana.person, cursor: { x: 5, y: 6 } },
		])
		table.apply(ana, updateOf('{"cursor":', 4), permissions)
		expect(table.takeChanged()).toEqual([])
		expect(unreadable).toHaveLength(1)
		expect(() => table.apply({ ...ana, clientId: null }, updateOf('{', 1), permissions)).not.toThrow()
		table.apply(ana, updateOf('{"cursor":{"x":7,"y":8}}', 5), permissions)
		table.apply(ana, updateOf('null', 6), permissions)
		expect(table.takeChanged().map(({ json }) => json)).toEqual(['null'])
	})

	it('[PRES1] renews the state of a present member, and nothing else', () => {
		const table = new PresenceTable('board:b' as RoomId, Date.now)
		const person = { name: 'Ana' } as PresenceIdentity
		const ana: PresentMember = { clientId: null, owner: 'ana', person }
		const ben: PresentMember = { clientId: null, owner: 'ben', person }
		let canUseClient = true
		const permissions = { ...ALL_ALLOWED, canUseClient: () => canUseClient }
		expect(table.renew(ana, updateOf('{}'))).toBe(false)
		table.apply(ana, updateOf('{}'), permissions)
		table.takeChanged()
		expect(table.renew(ana, updateOf('null', 2))).toBe(false)
		expect(table.renew(ben, updateOf('{"typing":"shape:a"}', 2))).toBe(false)
		expect(table.renew(ana, updateOf('{"typing":"shape:a"}', 2))).toBe(true)
		expect(table.renew(ana, updateOf('{"typing":"shape:b"}', 3))).toBe(true)
		canUseClient = false
		expect(table.renew(ana, updateOf('{"typing":"shape:c"}', 4))).toBe(false)
		expect(table.takeChanged().map(({ json }) => JSON.parse(json))).toEqual([{ user: person, typing: 'shape:b' }])
		expect(() => table.renew(ana, Uint8Array.of(9))).toThrow()
	})

	it('[PRES1] ignores an echo of an entry that it sent, but accepts it from a client that reconnects with it', () => {
		const table = new PresenceTable('board:b' as RoomId, Date.now)
		const person = { name: 'Ana' } as PresenceIdentity
		const ana: PresentMember = { clientId: null, owner: 'ana', person }
		table.apply(ana, updateOf('{}'), ALL_ALLOWED)
		const [sent] = table.takeChanged()
		table.apply(ana, updateOf('{"cursor":{"x":1,"y":2}}', 2), ALL_ALLOWED)
		table.apply(ana, updateOf(sent?.json ?? '', sent?.clock), ALL_ALLOWED)
		expect(table.all().map(({ json }) => JSON.parse(json))).toEqual([{ user: person, cursor: { x: 1, y: 2 } }])
		table.apply(ana, updateOf('{"cursor":{"x":3,"y":4}}', (sent?.clock ?? 0) + 1), ALL_ALLOWED)
		const [latest] = table.takeChanged()
		expect(JSON.parse(latest?.json ?? '')).toEqual({ user: person, cursor: { x: 3, y: 4 } })
		const [again, restarted] = [
			{ clientId: null, owner: 'ana', person },
			new PresenceTable('board:b' as RoomId, Date.now),
		]
		restarted.apply(again, updateOf(latest?.json ?? '', latest?.clock), ALL_ALLOWED)
		expect(restarted.all()).toHaveLength(1)
	})

	it('[PRES1] drops invalid live fields, and keeps the rest of the entry', () => {
		const nested = JSON.parse(`${'['.repeat(20)}${']'.repeat(20)}`)
		const many = Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`shape:${n}`, {}]))
		const bad = [
			7,
			'shape:a',
			{ 'page:a': {} },
			{ 'shape:a': 1 },
			{ 'shape:a': { constructor: 1 } },
			{ 'shape:a': { 'bad key': 1 } },
			{ 'shape:a': { xy: nested } },
			{ 'shape:a': { text: text(LIMITS.maxLiveBytes) } },
			{ 'shape:a': { text: '漢'.repeat(LIMITS.maxLiveBytes / 3) } },
			many,
		]
		for (const live of bad)
			expect(withLive(live), JSON.stringify(live).slice(0, 60)).toEqual({
				user: { name: 'Ana' },
				cursor: { x: 1, y: 2 },
			})
	})

	it('[PRES1] [CASE7] passes on a laser, a scene, a page, a reaction, an undone creation, a deletion, sorting and a followed client, and drops each alone when it is invalid', () => {
		const state = {
			following: 'p1',
			scene: 'shape:a',
			page: { card: 'shape:a', number: 2 },
			laser: [1, 2, 3, 4],
			reaction: { emoji: '👏', x: 5, y: 6, n: 1 },
			undone: { records: ['shape:a'], n: 1 },
			deleted: { records: ['shape:a'], cards: 6, n: 1 },
			sorting: true,
		}
		expect(sentFor(JSON.stringify(state))).toEqual({ user: { name: 'Ana' }, ...state })
		const bad = {
			following: 'x'.repeat(81),
			scene: 7,
			page: { card: 'shape:a', number: 0 },
			laser: Array.from({ length: MAX_LASER_POINTS * 2 + 1 }, () => 1),
			reaction: { emoji: 'a whole sentence', x: 5, y: 6, n: 1 },
			undone: { records: Array.from({ length: MAX_UNDONE_RECORDS + 1 }, () => 'shape:a'), n: 1 },
			deleted: { records: ['shape:a'], n: 1 },
			sorting: 'cards',
			typing: 'shape:a',
		}
		expect(sentFor(JSON.stringify(bad))).toEqual({
			user: { name: 'Ana' },
			following: null,
			scene: null,
			page: null,
			reaction: null,
			undone: null,
			deleted: null,
			typing: 'shape:a',
		})
	})

	it('[PRES1] accepts signals only in a workshop’s room, and the fields of a board only in a board’s room', () => {
		const state = JSON.stringify({ board: 'b1', done: true, help: 'please', laser: [1, 2] })
		expect(sentFor(state, 'workshop:w')).toEqual({ user: { name: 'Ana' }, board: 'b1', done: true })
		expect(sentFor(state)).toEqual({ user: { name: 'Ana' }, laser: [1, 2] })
	})

	it('[PRES1] does not send an unchanged entry again, and so never answers an echo', () => {
		const table = new PresenceTable('board:b' as RoomId, Date.now)
		const member: PresentMember = {
			clientId: null,
			owner: 'ana',
			person: { name: 'Ana' } as PresenceIdentity,
		}
		const send = (json: string) => table.apply(member, updateOf(json), ALL_ALLOWED)
		send('{"typing":"shape:a"}')
		expect(table.takeChanged()).toHaveLength(1)
		send(table.all()[0]?.json ?? '')
		expect(table.takeChanged()).toEqual([])
		send('{"typing":"shape:b"}')
		expect(table.takeChanged()).toHaveLength(1)
	})

	it('[PRES1] lets no prototype key through', () => {
		const entry = sentFor(
			'{"live":{"__proto__":{"a":1},"shape:a":{"__proto__":{"b":1},"xy":[1,2]}},"__proto__":{"c":1}}',
		)
		expect(JSON.stringify(entry)).not.toMatch(/"[abc]":1|__proto__/)
		expect(Object.getPrototypeOf({})).toBe(Object.prototype)
		expect(({} as { b?: number }).b).toBeUndefined()
	})

	it('[PRES1] accepts an entry as large as the largest live fields need, and none that is larger without them', () => {
		const fields = { 'shape:a': { text: text(LIMITS.maxLiveBytes - 40) } }
		expect(withLive(fields)).toMatchObject({ live: fields })
		expect(withLive(undefined, { padding: text(LIMITS.maxPresenceBytes) })).toBeNull()
		expect(withLive({ 'shape:a': {} }, { padding: text(LIMITS.maxPresenceBytes) })).toBeNull()
		expect(withLive({ 'shape:a': { text: text(LIMITS.maxLiveBytes + LIMITS.maxPresenceBytes) } })).toBeNull()
	})
})
