import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	type BoardId,
	createJoinCode,
	type GroupId,
	type ParticipantId,
	type SessionId,
	type WorkshopId,
} from '../ids.ts'
import { upgradeWorkshop } from '../upgradeWorkshop.ts'
import type { Group, Participant, Workshop } from '../Workshop.ts'
import { chooseGroup, hostOf, planMix } from './planGroups.ts'

const group = (id: string, isResting?: true) => ({ id, name: id, board: id, ...(isResting ? { isResting } : {}) })

/** Nine people of three cities, all in the first of three groups; the second group is resting. */
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

it('[GROUP1] with staysNear, moves as few people as an even mix allows', () => {
	const stays = (staysNear: boolean) => planMix(workshop, { seed: 1, count: 3, staysNear }).groups[0]?.people ?? []
	expect(stays(true)).toHaveLength(3)
	const pair = ['p0', 'nobody'] as unknown as readonly [ParticipantId, ParticipantId]
	expect(planMix(workshop, { seed: 1, apart: [pair] }).unmet).toEqual([{ pair, reason: 'absent' }])
})

/**
 * Creates a workshop with three groups and these people: `['a', 'Lima']` is a person from Lima in
 * group a.
 */
function workshopWith(people: [group: string, city: string][], names = ['a', 'b', 'c']): Workshop {
	const groups = names.map((id): Group => ({ id: id as GroupId, name: id, board: id as BoardId }))
	const participants = people.map(([group, city], index) => ({
		id: `p${index}` as ParticipantId,
		name: 'X',
		city,
		group: group as GroupId,
		colour: '#000000',
		locale: 'en' as const,
	}))
	const sessions = [{ id: 's' as SessionId, title: 'S', phases: [], groups, boards: [] }]
	const rest = { version: 1, title: 'W', locale: 'en', locales: [], cities: [], createdAt: 0 } as const
	const id = 'w' as WorkshopId
	const joinCode = createJoinCode()
	const stored = { ...rest, id, joinCode, sessions, participants, spotlight: null, gathering: null }
	return upgradeWorkshop({ ...stored, locales: [], cities: [] })
}

describe('chooseGroup', () => {
	it('takes the first group while all are empty', () => {
		expect(chooseGroup(workshopWith([]), 'Lima').id).toBe('a')
	})

	it('takes the smallest group, even if it has people of the same city', () => {
		const workshop = workshopWith([
			['a', 'Oslo'],
			['a', 'Oslo'],
			['b', 'Lima'],
			['c', 'Oslo'],
			['c', 'Rome'],
		])
		expect(chooseGroup(workshop, 'Lima').id).toBe('b')
	})

	it('among equally small groups, takes the one with the fewest people of the same city, in any spelling', () => {
		const workshop = workshopWith([
			['a', 'Bogotá'],
			['b', 'Bogota\u0301'],
			['c', 'Lima'],
		])
		expect(chooseGroup(workshop, 'BOGOTÁ').id).toBe('c')
	})

	it('[GROUP3] never takes a resting group', () => {
		const workshop = workshopWith([['b', 'Oslo']])
		const [session] = workshop.sessions
		const groups =
			session?.groups.map((group): Group => (group.id === 'a' ? { ...group, isResting: true } : group)) ?? []
		expect(chooseGroup({ ...workshop, sessions: session ? [{ ...session, groups }] : [] }, 'Lima').id).toBe('c')
	})

	it('[GROUP3] keeps group sizes within 1 for any arrival order of 300 people, and spreads cities', () => {
		const cities = fc.array(fc.nat(59), { minLength: 2, maxLength: 300, size: 'max' })
		fc.assert(
			fc.property(cities, fc.integer({ min: 1, max: 50 }), (arrivals, count) => {
				const names = Array.from({ length: count }, (_, index) => `g${index}`)
				let workshop = workshopWith([], names)
				for (const [index, city] of arrivals.entries()) {
					const group = chooseGroup(workshop, `City ${city}`).id
					const person = { id: `p${index}`, city: `City ${city}`, group } as Participant
					const sizeOf = (id: string) => workshop.participants.filter((other) => other.group === id).length
					const alike = (id: string) =>
						workshop.participants.filter((other) => other.group === id && other.city === person.city).length
					const smallest = names.filter((name) => sizeOf(name) === Math.min(...names.map(sizeOf)))
					expect(smallest).toContain(group)
					expect(alike(group)).toBe(Math.min(...smallest.map(alike)))
					workshop = { ...workshop, participants: [...workshop.participants, person] }
				}
			}),
			{ numRuns: 12 },
		)
	})
})

it('[GROUP2] the host of a group is a member of it', () => {
	const workshop = workshopWith([
		['a', 'Lima'],
		['b', 'Oslo'],
	])
	const [ana, ole] = workshop.participants
	const group = { id: 'a' as GroupId, name: 'A', board: 'a' as BoardId }
	expect(hostOf(group, workshop)).toBeNull()
	expect(hostOf({ ...group, host: ana?.id ?? ('' as ParticipantId) }, workshop)).toBe(ana)
	expect(hostOf({ ...group, host: ole?.id ?? ('' as ParticipantId) }, workshop)).toBeNull()
})
