import type { Group, GroupId, Participant, ParticipantId, Workshop } from '@charrette/shared'
import { chooseGroup } from '@charrette/shared'
import { requireSession, withSession } from '../conduct/requirePart.ts'

/**
 * Puts people into groups of the session that runs, all in one change. Who has no seat is placed as who comes late is, after the others sit.
 */
export function seatPeople(workshop: Workshop, seats: ReadonlyMap<ParticipantId, GroupId>): Workshop {
	const isSeated = ({ id }: Participant) => seats.has(id)
	const seated = workshop.participants
		.filter(isSeated)
		.map((person) => ({ ...person, group: seats.get(person.id) ?? person.group }))
	for (const person of workshop.participants.filter((one) => !isSeated(one)))
		seated.push({ ...person, group: chooseGroup({ ...workshop, participants: seated }, person.city).id })
	const byId = new Map(seated.map((person) => [person.id, person]))
	return settleGroups({
		...workshop,
		participants: workshop.participants.map((person) => byId.get(person.id) ?? person),
	})
}

/** Wakes each group of the session that runs in which somebody is, and lets go of hosts who are elsewhere. */
export function settleGroups(workshop: Workshop): Workshop {
	const session = requireSession(workshop)
	const homes = new Map(workshop.participants.map((person) => [person.id, person.group]))
	const taken = new Set(homes.values())
	const groups = session.groups.map((group): Group => {
		const { host, isResting, ...rest } = group
		const isHosted = host !== undefined && homes.get(host) === group.id
		return {
			...rest,
			...(isHosted ? { host } : {}),
			...(isResting && !taken.has(group.id) ? { isResting } : {}),
		}
	})
	return withSession(workshop, { ...session, groups })
}
