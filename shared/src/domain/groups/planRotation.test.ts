import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoardId, GroupId, ParticipantId, SessionId } from '../ids.ts'
import { LOCALES, type Locale } from '../locales.ts'
import type { Group, Participant, Session, Workshop } from '../Workshop.ts'
import { chooseHosts, namedHosts, planRotation } from './planRotation.ts'

interface Drawn {
	locale: Locale
	speaks: Locale[]
}

/** Creates a workshop whose people sit at equally full tables. */
function workshopOf(people: readonly Drawn[], tables: number, host?: number): Workshop {
	const groups = Array.from({ length: tables }, (_, index): Group => {
		const group = { id: `g${index}` as GroupId, name: `${index}`, board: `b${index}` as BoardId }
		return host !== undefined && index === host % tables ? { ...group, host: `p${host}` as ParticipantId } : group
	})
	const participants = people.map((person, index): Participant => {
		const id = `p${index}` as ParticipantId
		return { ...person, id, name: id, city: 'Lima', group: `g${index % tables}` as GroupId, colour: '#123456' }
	})
	const session: Session = { id: 's' as SessionId, title: 'S', phases: [], phase: null, groups, boards: [] }
	return { session: session.id, sessions: [session], participants } as Pick<
		Workshop,
		'session' | 'sessions' | 'participants'
	> as Workshop
}

/** Returns the workshop after a rotation. */
function rotated(workshop: Workshop): Workshop {
	const hosts = chooseHosts(workshop)
	const { seats, rotation } = planRotation(workshop, hosts)
	const [session] = workshop.sessions
	if (!session) throw new Error('the workshop has a session')
	const groups = session.groups.map((group) => {
		const host = hosts.get(group.id)
		return host ? { ...group, host } : group
	})
	const participants = workshop.participants.map((person) => ({
		...person,
		group: seats.get(person.id) ?? person.group,
	}))
	return { ...workshop, sessions: [{ ...session, groups, rotation }], participants }
}

const sizesOf = ({ sessions: [session], participants }: Workshop) =>
	(session?.groups ?? []).map(({ id }) => participants.filter(({ group }) => group === id).length)
const anyLocale = fc.constantFrom(...LOCALES)
const anyHall = fc.record({
	people: fc.array(fc.record({ locale: anyLocale, speaks: fc.array(anyLocale, { maxLength: 2 }) }), {
		minLength: 2,
		maxLength: 220,
		size: 'max',
	}),
	tables: fc.integer({ min: 2, max: 24 }),
})

describe('a rotation plan', () => {
	it('[GROUP2d] has a host at each table of two, who stays; everyone else moves, and sizes differ by 1', () => {
		fc.assert(
			fc.property(anyHall, ({ people, tables }) => {
				let workshop = workshopOf(people, Math.min(tables, people.length))
				for (let round = 0; round < 3; round++) {
					const hosts = chooseHosts(workshop)
					const staying = new Set(hosts.values())
					const after = rotated(workshop)
					for (const [index, person] of workshop.participants.entries())
						expect(after.participants[index]?.group === person.group).toBe(staying.has(person.id))
					const sizes = sizesOf(after)
					if (people.length >= 2 * tables) {
						expect(hosts.size).toBe(sizes.length)
						expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
					}
					workshop = after
				}
			}),
			{ numRuns: 40 },
		)
	})

	it('[GROUP2d] keeps a chosen host at the table in the next rotations', () => {
		const first = workshopOf(Array(20).fill({ locale: 'en', speaks: [] }), 4)
		const second = rotated(first)
		expect(chooseHosts(second)).toEqual(chooseHosts(first))
		expect(chooseHosts(rotated(second))).toEqual(chooseHosts(first))
	})

	it('[GROUP2d] prefers a named host, then the person who speaks most of the table’s languages', () => {
		const es = { locale: 'es' as const, speaks: [] }
		const interpreter = { locale: 'fr' as const, speaks: ['es' as const] }
		const table = [es, es, es, es, interpreter, { locale: 'zh-CN' as const, speaks: [] }]
		const workshop = workshopOf(table, 2)
		expect([...chooseHosts(workshop).values()]).toEqual(['p4', 'p1'])
		expect([...chooseHosts(workshopOf(table, 2, 2)).values()]).toEqual(['p2', 'p1'])
		expect([...namedHosts(workshop)]).toEqual([])
	})

	it('[GROUP2d] the same workshop and hosts give the same plan', () => {
		fc.assert(
			fc.property(anyHall, ({ people, tables }) => {
				const workshop = workshopOf(people, tables)
				const hosts = chooseHosts(workshop)
				expect(planRotation(workshop, hosts)).toEqual(planRotation(workshop, hosts))
				expect(chooseHosts(workshop)).toEqual(hosts)
			}),
			{ numRuns: 20 },
		)
	})

	it('[GROUP2] without hosts, everyone moves', () => {
		const workshop = workshopOf(Array(9).fill({ locale: 'en', speaks: [] }), 3)
		const { seats } = planRotation(workshop)
		for (const { id, group } of workshop.participants) expect(seats.get(id)).not.toBe(group)
	})
})
