import type { CardKind } from '../Card.ts'
import type { BoardId, ParticipantId, RoundId, SessionId } from '../ids.ts'
import type { Board, Workshop } from '../Workshop.ts'

/** Somebody in the hall who has no device: a facilitator casts their ballot. */
export interface HallVoter {
	id: ParticipantId
	name: string
	city: string
}

/**
 * One vote with dots. A vote that is done again is another round, and the old one stays. Ballots are no part of it: they are
 * secret, and nobody is sent them. Times are the server's, in ms.
 */
export interface VoteRound {
	id: RoundId
	session: SessionId
	title: string
	/** How many dots each person has. */
	budget: number
	/** How many of them may be on one card. */
	perCard: number
	/** The boards whose cards are voted on; null is all that stand for the session. */
	boards: BoardId[] | null
	/** The kinds of card that are voted on; null is every kind. */
	kinds: CardKind[] | null
	state: 'open' | 'closed' | 'cancelled'
	openedAt: number
	closedAt: number | null
	hall: HallVoter[]
}

/** A person's dots on one card of a board. */
export interface CardDots {
	board: BoardId
	card: string
	count: number
}

/** The round with this id. */
export function findRound(workshop: Workshop, id: string): VoteRound | null {
	return workshop.rounds?.find((round) => round.id === id) ?? null
}

/** The round in which people of this session vote now. */
export function openRound(workshop: Workshop, session: SessionId): VoteRound | null {
	return workshop.rounds?.find((round) => round.session === session && round.state === 'open') ?? null
}

/** The boards whose cards are voted on in this round, as far as they are still there. */
export function boardsOfRound(workshop: Workshop, round: VoteRound): Board[] {
	const boards = workshop.sessions.find((session) => session.id === round.session)?.boards ?? []
	return boards.filter((board) => round.boards?.includes(board.id) ?? !board.isApart)
}

/** The newest round with a result in which this board's cards were voted on. */
export function lastResultFor(workshop: Workshop, board: BoardId): VoteRound | null {
	const closed = (workshop.rounds ?? []).filter(
		(round) => round.state === 'closed' && boardsOfRound(workshop, round).some((other) => other.id === board),
	)
	return closed.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0] ?? null
}
