import type { FacilitatorId, Workshop } from '@charrette/shared'
import { expect, it } from 'vitest'
import type { Person } from '../../connection/useWorkshop.ts'
import { type CallTimes, dueCalls, findHelpCalls, HELP_WAIT_MS, trackCalls, untilNextDue } from './helpCalls.ts'

const ANA = 'ana' as FacilitatorId
const BEN = 'ben' as FacilitatorId
const workshop = {
	session: 's',
	sessions: [
		{
			id: 's',
			groups: [
				{ id: 'g1', name: 'Group 1', facilitator: ANA },
				{ id: 'g2', name: 'Group 2', facilitator: BEN },
				{ id: 'g3', name: 'Group 3', facilitator: 'gone' },
			],
		},
	],
	participants: ['g1', 'g2', 'g3', 'none'].map((group, n) => ({ id: `p${n + 1}`, name: `P ${n + 1}`, group })),
	facilitators: [
		{ id: ANA, name: 'Ana' },
		{ id: BEN, name: 'Ben' },
	],
} as unknown as Workshop
const calling = (...ids: string[]) =>
	findHelpCalls(workshop, ids.map((participant) => ({ participant, help: true })) as unknown as Person[])
const seen = (calls: ReturnType<typeof dueCalls>) => calls.map(({ participant }) => participant.id as string)

it('[BLOCK5] a call names the table and the facilitator who looks after it', () => {
	const quiet = { participant: 'p1', help: false } as unknown as Person
	expect(findHelpCalls(workshop, [quiet])).toBe(findHelpCalls(workshop, []))
	const named = calling('p4', 'p3', 'p1').map(({ participant, group, facilitator }) => [
		participant.name,
		group?.name,
		facilitator?.name,
	])
	expect(named).toEqual([
		['P 1', 'Group 1', 'Ana'],
		['P 3', 'Group 3', undefined],
		['P 4', undefined, undefined],
	])
})

it('[BLOCK5] own tables and tables of nobody call at once, the others after a minute', () => {
	const calls = calling('p1', 'p2', 'p3', 'p4')
	const since = trackCalls(new Map(), calls, 1000)
	const at = (me: FacilitatorId | null, now: number) => seen(dueCalls(calls, since, { me, now }))
	expect(at(ANA, 1000)).toEqual(['p1', 'p3', 'p4'])
	expect(at(BEN, 1000)).toEqual(['p2', 'p3', 'p4'])
	expect(at(null, 1000)).toEqual(['p3', 'p4'])
	expect(at(ANA, 1000 + HELP_WAIT_MS - 1)).toEqual(['p1', 'p3', 'p4'])
	expect(at(ANA, 1000 + HELP_WAIT_MS)).toEqual(['p1', 'p2', 'p3', 'p4'])
	expect(untilNextDue(calls, since, 1001)).toBe(HELP_WAIT_MS - 1)
	expect(untilNextDue(calls, since, 1000 + HELP_WAIT_MS)).toBeNull()
})

it('[BLOCK5] the longest waiting person comes first, and a new call waits anew', () => {
	const first = trackCalls(new Map(), calling('p3'), 1000)
	const both = trackCalls(first, calling('p1', 'p3'), 5000)
	expect(seen(dueCalls(calling('p1', 'p3'), both, { me: ANA, now: 5000 }))).toEqual(['p3', 'p1'])
	const again = trackCalls(trackCalls(both, calling('p1'), 6000), calling('p1', 'p3'), 9000)
	expect([...again]).toEqual([
		['p1', 5000],
		['p3', 9000],
	])
	const same: CallTimes = trackCalls(again, calling('p3', 'p1'), 10_000)
	expect(same).toBe(again)
})
