import type { GroupId, Participant, ParticipantId, Workshop } from '@charrette/shared'
import { expect, it } from 'vitest'
import { addChange, canUndo, type KnownChange, MAX_CHANGES, settleChanges, withoutChange } from './seatHistory.ts'

/** A workshop in which these people sit, such as "a1 b2": Ana in group 1, Bo in group 2. */
const hall = (version: number, seats: string, { hosts = {}, session = 's' }: Partial<Settings> = {}) =>
	({
		version,
		session,
		sessions: ['s', 'later'].map((id) => ({
			id,
			groups: ['1', '2', '3'].map((group) => ({ id: group, name: group, host: hosts[group] })),
		})),
		participants: seats.split(' ').map(([id, group]) => ({ id, group }) as Participant),
	}) as unknown as Workshop
interface Settings {
	hosts: Record<string, string>
	session: string
}

/** A change that these seats undo, in a version. */
const change = (version: number, seats: string, host?: string | null) => ({
	text: seats,
	version,
	undo: {
		type: 'groups.seat' as const,
		seats: seats.split(' ').map((seat) => ({
			group: seat[1] as GroupId,
			people: [seat[0] as ParticipantId],
			...(host === undefined ? {} : { host: host as ParticipantId | null }),
		})),
	},
})
const settle = (changes: readonly KnownChange[], ...states: Workshop[]) => states.reduce(settleChanges, changes)
const left = (changes: readonly KnownChange[]) => changes.map(({ text }) => text)

const withoutLast = (changes: readonly KnownChange[], version: number) =>
	withoutChange(changes, changes.at(-1) as KnownChange, version)

/** Ana moved from 1 to 2 in version 5, and Bo from 2 to 3 in version 6. */
const moved = settle(addChange([], change(5, 'a1')), hall(4, 'a1 b2'), hall(5, 'a2 b2'))
const both = settle(addChange(moved, change(6, 'b2')), hall(5, 'a2 b2'), hall(6, 'a2 b3'))

it('[SEAT3a] the changes of a page can be undone one after the other', () => {
	expect(left(both)).toEqual(['a1', 'b2'])
	expect(left(settle(withoutLast(both, 7), hall(7, 'a2 b2')))).toEqual(['a1'])
	// The same person has moved twice, and the state before the undo is examined again.
	const twice = settle(addChange(moved, change(6, 'a2')), hall(6, 'a3 b2'))
	expect(left(settle(withoutLast(twice, 7), hall(6, 'a3 b2'), hall(7, 'a2 b2')))).toEqual(['a1'])
})

it('[SEAT3a] a change is kept while other seats change, and people join and leave', () => {
	expect(left(settle(both, hall(7, 'a2 b3 c1'), hall(8, 'a2 b3 c3')))).toEqual(['a1', 'b2'])
	expect(left(settle(both, hall(7, 'a2')))).toEqual(['a1', 'b2'])
	expect(settle(both, hall(9, 'a2 b3'))).toBe(both)
})

it('[SEAT3a] a change ends when somebody else changes its seats, or the session', () => {
	expect(left(settle(both, hall(7, 'a2 b1')))).toEqual(['a1'])
	expect(left(settle(both, hall(7, 'a3 b3')))).toEqual(['a1', 'b2'])
	expect(left(settle(withoutLast(settle(both, hall(7, 'a3 b3')), 8), hall(8, 'a3 b2')))).toEqual([])
	expect(left(settle(both, hall(7, 'a2 b3', { session: 'later' })))).toEqual([])
})

it('[SEAT3a] a rotation ends when somebody else changes a host', () => {
	const hosts = { 1: 'a' }
	const rotated = settle(addChange([], change(5, 'a1 b2', null)), hall(5, 'a1 b3', { hosts }))
	expect(left(rotated)).toEqual(['a1 b2'])
	expect(left(settle(rotated, hall(6, 'a1 b3')))).toEqual([])
	expect(left(settle(rotated, hall(6, 'b3')))).toEqual(['a1 b2'])
})

it('[SEAT3a] a change whose state has not arrived is neither examined nor forgotten', () => {
	const early = settle(addChange([], change(9, 'a1')), hall(8, 'a1 b2'))
	expect(early.map(({ made }) => made)).toEqual([null])
	expect(left(settle(early, hall(9, 'a2 b2'), hall(10, 'a1 b2')))).toEqual([])
})

it('[SEAT3a] a page remembers the latest changes only', () => {
	const many = Array.from({ length: MAX_CHANGES + 3 }, (_, n) => change(n, `a${n % 3}`))
	const kept = many.reduce<KnownChange[]>(addChange, [])
	expect([kept.length, kept[0]?.version]).toEqual([MAX_CHANGES, 3])
})

it('[SEAT3b] an earlier change can be undone unless its own seats have changed since', () => {
	const [ana, bo] = both as [KnownChange, KnownChange]
	expect([ana, bo].map((one) => canUndo(both, one, hall(7, 'a2 b1')))).toEqual([true, false])
	expect(canUndo(addChange([], ana), ana, hall(4, 'a1 b2'))).toBe(true)
	const others = withoutChange(both, ana, 7)
	expect(left(settle(others, hall(6, 'a2 b3'), hall(7, 'a1 b3')))).toEqual(['b2'])
	expect([ana, bo].map((one) => canUndo(others, one, hall(7, 'a1 b3')))).toEqual([false, true])
})
