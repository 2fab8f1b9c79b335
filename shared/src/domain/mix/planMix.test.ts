import { expect, it } from 'vitest'
import type { ParticipantId } from '../ids.ts'
import type { Workshop } from '../Workshop.ts'
import { planMix } from './planMix.ts'

const group = (id: string, isResting?: true) => ({ id, name: id, board: id, ...(isResting ? { isResting } : {}) })

/** Nine people of three cities, all in the first of three groups, of which the second rests. */
const workshop = {
	session: 's',
	sessions: [{ id: 's', groups: [group('a'), group('b', true), group('c')] }],
	participants: Array.from({ length: 9 }, (_, index) => ({ id: `p${index}`, city: `City ${index % 3}`, group: 'a' })),
} as unknown as Workshop

it.each([
	['as many groups as people are in', {}, ['a', 'c']],
	['fewer', { count: 1 }, ['a']],
	['more: those that rest first, then new ones', { count: 4 }, ['a', 'c', 'b', null]],
	['as many as a size needs', { size: 3 }, ['a', 'c', 'b']],
])('[GROUP1] plans %s', (_, plan, expected) => {
	const { groups, unmet } = planMix(workshop, { seed: 1, ...plan })
	expect([groups.map((planned) => planned.group), unmet]).toEqual([expected, []])
	expect(groups.flatMap((planned) => planned.people).sort()).toEqual(workshop.participants.map(({ id }) => id).sort())
})

it('[GROUP1] leaves as many where they are as an even mix lets stay, if one wishes so', () => {
	const stays = (staysNear: boolean) => planMix(workshop, { seed: 1, count: 3, staysNear }).groups[0]?.people ?? []
	expect(stays(true)).toHaveLength(3)
	const pair = ['p0', 'nobody'] as unknown as readonly [ParticipantId, ParticipantId]
	expect(planMix(workshop, { seed: 1, apart: [pair] }).unmet).toEqual([{ pair, reason: 'absent' }])
})
