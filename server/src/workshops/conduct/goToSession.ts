import type { GroupId, Participant, ParticipantId, Session, SessionId, Workshop } from '@charrette/shared'
import { chooseGroup, currentSession } from '@charrette/shared'
import { requireSession } from './requirePart.ts'

/**
 * Makes another session the one that runs. People go back to the groups they had there; who had none is placed as who
 * joins late is. The session that is left keeps who sat where.
 */
export function goToSession(workshop: Workshop, id: SessionId): Workshop {
	const entered = requireSession(workshop, id)
	const left = currentSession(workshop)
	if (left?.id === entered.id) return workshop
	const sessions = workshop.sessions.map((session) => {
		if (session.id === left?.id) return keepSeats(session, workshop.participants)
		return session.id === entered.id ? emptySeats(session) : session
	})
	const there = { ...workshop, sessions, session: id, spotlight: null, projection: null, gathering: null, timer: null }
	return { ...there, participants: seat(there, entered) }
}

/** Those who have a seat take it first, so that the others fill up what is left. */
function seat(workshop: Workshop, entered: Session): Participant[] {
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
export function keepSeats(session: Session, people: readonly Participant[]): Session {
	const groups = session.groups.map((group) => ({
		...group,
		seats: people.filter((person) => person.group === group.id).map((person) => person.id),
	}))
	return { ...session, groups }
}

function emptySeats(session: Session): Session {
	return { ...session, groups: session.groups.map(({ seats: _, ...group }) => group) }
}
