import type { Group, ParticipantId, ProxyVoter, Session, Workshop } from '@charrette/shared'
import { AppError } from '../errors.ts'

/** A person of a workshop, with all ids that the person had. */
export interface Person {
	/** The person's own id, followed by those of duplicates that were merged with it. */
	ids: ParticipantId[]
	name: string
}

/**
 * Returns a participant, a removed participant or a proxy voter, by id or by a unique name. Throws
 * `not_found`. For a name that several people have, throws `not_now` with their ids and cities.
 */
export function findPerson(workshop: Workshop, wanted: string): Person {
	const { participants, removed, rounds = [], merged = {} } = workshop
	const hall = rounds.flatMap((round) => round.hall)
	const people = new Map([...hall, ...removed, ...participants].map((person) => [person.id, person]))
	const byId = people.get(wanted as ParticipantId)
	const found = byId ? [byId] : [...people.values()].filter(({ name }) => name.trim() === wanted.trim())
	const [person, ...others] = found
	if (!person) throw new AppError('not_found', 'There is no such person in this workshop.')
	if (others.length > 0) {
		const listed = found.map(({ id, city }) => `${id} (${city})`).join(', ')
		throw new AppError('not_now', `Several people have this name. Name one by id: ${listed}.`)
	}
	const duplicates = Object.entries(merged).flatMap(([duplicate, into]) =>
		into === person.id ? [duplicate as ParticipantId] : [],
	)
	return { ids: [person.id, ...duplicates], name: person.name }
}

/** Returns the record of a workshop without a person. */
export function withoutPerson(workshop: Workshop, { ids }: Person): Workshop {
	const isOther = ({ id }: { id: ParticipantId }) => !ids.includes(id)
	const { merged, rounds } = workshop
	const withoutName = (voter: ProxyVoter) => (isOther(voter) ? voter : { ...voter, name: '' })
	const kept = Object.entries(merged ?? {}).filter(
		([duplicate, into]) => ![duplicate, into].some((id) => ids.includes(id as ParticipantId)),
	)
	return {
		...workshop,
		participants: workshop.participants.filter(isOther),
		removed: workshop.removed.filter(isOther),
		sessions: workshop.sessions.map((session) => withoutSeats(session, ids)),
		...(merged && { merged: Object.fromEntries(kept) as NonNullable<Workshop['merged']> }),
		...(rounds && { rounds: rounds.map((round) => ({ ...round, hall: round.hall.map(withoutName) })) }),
	}
}

function withoutSeats(session: Session, ids: readonly ParticipantId[]): Session {
	const groups = session.groups.map(
		({ host, seats, ...group }): Group => ({
			...group,
			...(seats && { seats: seats.filter((id) => !ids.includes(id)) }),
			...(host !== undefined && !ids.includes(host) && { host }),
		}),
	)
	const { rotation } = session
	if (!rotation) return { ...session, groups }
	const been = Object.fromEntries(Object.entries(rotation.been).filter(([id]) => !ids.includes(id as ParticipantId)))
	return { ...session, groups, rotation: { ...rotation, been } }
}
