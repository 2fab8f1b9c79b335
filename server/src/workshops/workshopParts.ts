import {
	type Board,
	currentSession,
	findBoard,
	findPhase,
	findRound,
	findSession,
	type Group,
	type GroupId,
	type PhaseId,
	type Session,
	type SessionId,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../errors.ts'

/** The session with this id, or the one that runs. Throws `not_found`. */
export function requireSession(workshop: Workshop, id?: SessionId): Session {
	const session = id === undefined ? currentSession(workshop) : findSession(workshop, id)
	if (!session) throw new AppError('not_found', 'There is no such session.')
	return session
}

/** The phase with this id, its session and its place there. Throws `not_found`. */
export function requirePhase(workshop: Workshop, id: PhaseId): NonNullable<ReturnType<typeof findPhase>> {
	const found = findPhase(workshop, id)
	if (!found) throw new AppError('not_found', 'There is no such phase.')
	return found
}

/** The workshop with this session in the place of the one with its id. */
export function withSession(workshop: Workshop, session: Session): Workshop {
	return { ...workshop, sessions: workshop.sessions.map((other) => (other.id === session.id ? session : other)) }
}

/** The board with this id. Throws `not_found` if it is not in this workshop. */
export function requireBoard(workshop: Workshop, id: string): Board {
	const found = findBoard(workshop, id)
	if (!found) throw new AppError('not_found', 'There is no such board.')
	return found.board
}

/** The group with this id, and its session. Throws `not_found`. */
export function requireGroup(workshop: Workshop, id: GroupId): { group: Group; session: Session } {
	for (const session of workshop.sessions) {
		const group = session.groups.find((candidate) => candidate.id === id)
		if (group) return { group, session }
	}
	throw new AppError('not_found', 'There is no such group.')
}

/** The session with this group in the place of the one with its id. */
export function withGroup(session: Session, group: Group): Session {
	return { ...session, groups: session.groups.map((other) => (other.id === group.id ? group : other)) }
}

/** The round with this id. Throws `not_found`. */
export function requireRound(workshop: Workshop, id: string): VoteRound {
	const round = findRound(workshop, id)
	if (!round) throw new AppError('not_found', 'There is no such vote.')
	return round
}

/** The workshop with this round in the place of the one with its id. */
export function withRound(workshop: Workshop, round: VoteRound): Workshop {
	return { ...workshop, rounds: (workshop.rounds ?? []).map((other) => (other.id === round.id ? round : other)) }
}

/** The list with another item at this place, or at the end. */
export function insertAt<Item>(list: readonly Item[], item: Item, at = list.length): Item[] {
	return list.toSpliced(at, 0, item)
}

/** The list with the item of one place put at another. */
export function moveItem<Item>(list: readonly Item[], from: number, to: number): Item[] {
	const [item, ...none] = list.slice(from, from + 1)
	if (item === undefined || none.length > 0) return [...list]
	return insertAt(list.toSpliced(from, 1), item, to)
}
