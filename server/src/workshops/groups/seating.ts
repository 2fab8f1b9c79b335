import {
	chooseGroup,
	currentSession,
	type Group,
	type GroupId,
	type Participant,
	type ParticipantId,
	type Session,
	type SessionId,
	type Workshop,
} from '@charrette/shared'
import { requireSession, withSession } from '../workshopParts.ts'

/**
 * Makes another session the one that runs. People go back to the groups they had there; who had none is placed as who
 * joins late is. The session that is left keeps who sat where.
 */
export function goToSession(workshop: Workshop, id: SessionId): Workshop {
	const entered = requireSession(workshop, id)
	const left = currentSession(workshop)
	if (left?.id === entered.id) return workshop
	const sessions = workshop.sessions.map((session) => {
		if (session.id === left?.id) return saveSeats(session, workshop.participants)
		return session.id === entered.id ? clearSeats(session) : session
	})
	const there = { ...workshop, sessions, session: id, spotlight: null, projection: null, gathering: null, timer: null }
	return { ...there, participants: assignSeats(there, entered) }
}

/** Those who have a seat take it first, so that the others fill up what is left. */
function assignSeats(workshop: Workshop, entered: Session): Participant[] {
	const seats = new Map<ParticipantId, GroupId>()
	for (const { id, seats: taken = [] } of entered.groups) for (const person of taken) seats.set(person, id)
	const seated = workshop.participants.flatMap((person) => {
		const group = seats.get(person.id)
		return group ? [{ ...person, group }] : []
	})
	for (const person of workshop.participants) {
		if (seats.has(person.id)) continue
		const { id } = chooseGroup({ ...workshop, participants: seated }, person.city)
		seats.set(person.id, id)
		seated.push({ ...person, group: id })
	}
	return workshop.participants.map((person) => ({ ...person, group: seats.get(person.id) ?? person.group }))
}

/** The session with everybody's seat in it, for the time in which another one runs. */
export function saveSeats(session: Session, people: readonly Participant[]): Session {
	const groups = session.groups.map((group) => ({
		...group,
		seats: people.filter((person) => person.group === group.id).map((person) => person.id),
	}))
	return { ...session, groups }
}

function clearSeats(session: Session): Session {
	return { ...session, groups: session.groups.map(({ seats: _, ...group }) => group) }
}

/**
 * Puts people into groups of the session that runs, all in one change. Who has no seat is placed as who comes late is, after the others sit.
 */
export function seatParticipants(workshop: Workshop, seats: ReadonlyMap<ParticipantId, GroupId>): Workshop {
	const isSeated = ({ id }: Participant) => seats.has(id)
	const seated = workshop.participants
		.filter(isSeated)
		.map((person) => ({ ...person, group: seats.get(person.id) ?? person.group }))
	for (const person of workshop.participants.filter((one) => !isSeated(one)))
		seated.push({ ...person, group: chooseGroup({ ...workshop, participants: seated }, person.city).id })
	const byId = new Map(seated.map((person) => [person.id, person]))
	return normalizeGroups({
		...workshop,
		participants: workshop.participants.map((person) => byId.get(person.id) ?? person),
	})
}

/** Wakes each group of the session that runs in which somebody is, and lets go of hosts who are elsewhere. */
export function normalizeGroups(workshop: Workshop): Workshop {
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
