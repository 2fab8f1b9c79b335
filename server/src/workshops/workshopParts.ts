/*
 * Reading and replacing the parts of a workshop. Each `require…` throws `not_found`; each `with…`
 * returns a copy.
 */
import {
	type Board,
	type BoardId,
	currentSession,
	findBoard,
	findParticipant,
	findPhase,
	findRound,
	findSession,
	type Group,
	type GroupId,
	type Participant,
	type ParticipantId,
	type PhaseId,
	type Session,
	type SessionId,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../errors.ts'

/** Returns the session with this id; without an id, the current one. */
export function requireSession(workshop: Workshop, id?: SessionId): Session {
	const session = id === undefined ? currentSession(workshop) : findSession(workshop, id)
	if (!session) throw new AppError('not_found', 'There is no such session.')
	return session
}

/** Returns the phase with this id, its session, and its index there. */
export function requirePhase(workshop: Workshop, id: PhaseId): NonNullable<ReturnType<typeof findPhase>> {
	const found = findPhase(workshop, id)
	if (!found) throw new AppError('not_found', 'There is no such phase.')
	return found
}

/** Returns the workshop with the session of this id replaced. */
export function withSession(workshop: Workshop, session: Session): Workshop {
	return { ...workshop, sessions: workshop.sessions.map((other) => (other.id === session.id ? session : other)) }
}

/** Returns the board with this id, in any session. */
export function requireBoard(workshop: Workshop, id: string): Board {
	const found = findBoard(workshop, id)
	if (!found) throw new AppError('not_found', 'There is no such board.')
	return found.board
}

/** Returns the workshop with each board of every session replaced. */
export function mapBoards(workshop: Workshop, change: (board: Board) => Board): Workshop {
	const sessions = workshop.sessions.map((session) => ({ ...session, boards: session.boards.map(change) }))
	return { ...workshop, sessions }
}

/** Returns the workshop without this board on the projector, and without a gathering there. */
export function withoutBoardShown(workshop: Workshop, board: BoardId): Workshop {
	const isCompared = workshop.projectedBoards?.includes(board)
	const shown = isCompared ? { ...withoutProjectedParts(workshop), projection: null } : workshop
	const spotlight = shown.spotlight === board ? null : shown.spotlight
	const gathering = shown.gathering?.board === board ? null : shown.gathering
	return { ...shown, spotlight, gathering }
}

/** Returns the workshop without a session on the projector, and without its boards there. */
export function withoutSessionShown(workshop: Workshop, { id, boards }: Session): Workshop {
	const shown = boards.reduce((others, board) => withoutBoardShown(others, board.id), workshop)
	return shown.projectedSession === id ? { ...withoutProjectedParts(shown), projection: null } : shown
}

/** Returns the workshop with nothing chosen for the projector, as votes and boards are (HAND3). */
export function withoutProjectedParts(workshop: Workshop): Workshop {
	const {
		projectedRound: _,
		projectedSession: __,
		projectedBoards: ___,
		projectedCollection: ____,
		...others
	} = workshop
	return others
}

/** Returns the group with this id, in any session, and its session. */
export function requireGroup(workshop: Workshop, id: GroupId): { group: Group; session: Session } {
	for (const session of workshop.sessions) {
		const group = session.groups.find((candidate) => candidate.id === id)
		if (group) return { group, session }
	}
	throw new AppError('not_found', 'There is no such group.')
}

/** Returns the session with the group of this id replaced. */
export function withGroup(session: Session, group: Group): Session {
	return { ...session, groups: session.groups.map((other) => (other.id === group.id ? group : other)) }
}

export function requireParticipant(workshop: Workshop, id: ParticipantId): Participant {
	const participant = findParticipant(workshop, id)
	if (!participant) throw new AppError('not_found', 'There is no such participant.')
	return participant
}

export function requireRound(workshop: Workshop, id: string): VoteRound {
	const round = findRound(workshop, id)
	if (!round) throw new AppError('not_found', 'There is no such vote.')
	return round
}

/** Returns the workshop with the vote of this id replaced. */
export function withRound(workshop: Workshop, round: VoteRound): Workshop {
	return { ...workshop, rounds: (workshop.rounds ?? []).map((other) => (other.id === round.id ? round : other)) }
}

/** Returns the list with an item inserted at an index, by default at the end. */
export function insertAt<Item>(list: readonly Item[], item: Item, at = list.length): Item[] {
	return list.toSpliced(at, 0, item)
}

/**
 * Returns the list with the item at one index moved to another. The list is unchanged if there is
 * no such item.
 */
export function moveItem<Item>(list: readonly Item[], from: number, to: number): Item[] {
	const [item] = list.slice(from, from + 1)
	if (item === undefined) return [...list]
	return insertAt(list.toSpliced(from, 1), item, to)
}
