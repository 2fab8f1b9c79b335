/*
 * Seats: the group of each participant. In the current session `Participant.group` has the seat;
 * every other session stores its seats in `Group.seats`, for when it becomes current again.
 */
import {
	chooseGroup,
	currentSession,
	findParticipant,
	type Group,
	type GroupId,
	type Participant,
	type ParticipantId,
	type Session,
	type SessionId,
	type Workshop,
} from '@charrette/shared'
import { requireSession, withoutProjectedParts, withSession } from '../workshopParts.ts'

/**
 * Makes another session the current one, with its stored seats. Going to the current session
 * changes nothing.
 */
export function goToSession(workshop: Workshop, id: SessionId): Workshop {
	const entered = requireSession(workshop, id)
	const left = currentSession(workshop)
	if (left?.id === entered.id) return workshop
	const sessions = workshop.sessions.map((session) => {
		if (session.id === left?.id) return saveSeats(session, workshop.participants)
		return session.id === entered.id ? clearSeats(session) : session
	})
	const seats = new Map<ParticipantId, GroupId>()
	for (const { id: group, seats: stored = [] } of entered.groups) for (const person of stored) seats.set(person, group)
	const shown = withoutProjectedParts(workshop)
	const next = { ...shown, sessions, session: id, spotlight: null, projection: null, gathering: null, timer: null }
	return withSeats(next, seats)
}

/**
 * Returns the session with the seats of its participants stored, for the time while another session
 * is current.
 */
export function saveSeats(session: Session, participants: readonly Participant[]): Session {
	const groups = session.groups.map((group) => ({
		...group,
		seats: participants.filter((person) => person.group === group.id).map((person) => person.id),
	}))
	return { ...session, groups }
}

function clearSeats(session: Session): Session {
	return { ...session, groups: session.groups.map(({ seats: _, ...group }) => group) }
}

/**
 * Gives participants new seats in the current session. Participants without a new seat are placed
 * like late joiners.
 */
export function seatParticipants(workshop: Workshop, seats: ReadonlyMap<ParticipantId, GroupId>): Workshop {
	return normalizeGroups(withSeats(workshop, seats))
}

/** Seats the participants with a seat first, so that the others fill the remaining places. */
function withSeats(workshop: Workshop, seats: ReadonlyMap<ParticipantId, GroupId>): Workshop {
	const seated = workshop.participants.flatMap((person) => {
		const group = seats.get(person.id)
		return group ? [{ ...person, group }] : []
	})
	for (const person of workshop.participants)
		if (!seats.has(person.id))
			seated.push({ ...person, group: chooseGroup({ ...workshop, participants: seated }, person.city).id })
	const byId = new Map(seated.map((person) => [person.id, person]))
	return { ...workshop, participants: workshop.participants.map((person) => byId.get(person.id) ?? person) }
}

/**
 * Opens resting groups of the current session that have participants, and removes hosts who sit in
 * another group.
 */
export function normalizeGroups(workshop: Workshop): Workshop {
	const session = requireSession(workshop)
	const groupOf = new Map(workshop.participants.map((person) => [person.id, person.group]))
	const occupied = new Set(groupOf.values())
	const groups = session.groups.map((group): Group => {
		const { host, isResting, ...rest } = group
		const isHosted = host !== undefined && groupOf.get(host) === group.id
		return {
			...rest,
			...(isHosted ? { host } : {}),
			...(isResting && !occupied.has(group.id) ? { isResting } : {}),
		}
	})
	return withSession(workshop, { ...session, groups })
}

/** Adds a person who joined to the latecomers, if groups have been mixed (SEAT4). */
export function withLatecomer(workshop: Workshop, person: ParticipantId): Workshop {
	const session = currentSession(workshop)
	if (!session?.latecomers) return workshop
	const known = session.latecomers.filter((id) => findParticipant(workshop, id))
	return withSession(workshop, { ...session, latecomers: [...known, person] })
}

/** Removes people whom a facilitator has seated from the latecomers (SEAT4). */
export function withoutLatecomers(workshop: Workshop, seated: ReadonlySet<ParticipantId>): Workshop {
	const session = requireSession(workshop)
	const latecomers = session.latecomers?.filter((person) => !seated.has(person))
	if (!latecomers || latecomers.length === session.latecomers?.length) return workshop
	return withSession(workshop, { ...session, latecomers })
}
