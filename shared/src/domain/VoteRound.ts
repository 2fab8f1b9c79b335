import type { CardKind } from './BoardContent.ts'
import type { BoardId, ParticipantId, RoundId, SessionId } from './ids.ts'
import type { Board, Workshop } from './Workshop.ts'

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

/** What people of one city gave. `city` is null for all cities that have too few voters to be told apart. */
export interface CityDots {
	city: string | null
	dots: number
}

/** What a card got. Cards with as many dots have the same rank, and the next rank is left out: 1, 1, 3. */
export interface CardResult {
	board: BoardId
	card: string
	kind: CardKind
	text: string
	dots: number
	voters: number
	rank: number
	cities: CityDots[]
}

/** How a round ended, as it is kept: the cards with dots, best first, in their words of that moment. */
export interface VoteResult {
	round: RoundId
	title: string
	closedAt: number
	/** How many could vote, and how many did. */
	people: number
	voters: number
	/** All dots that were given; `gone` of them are on cards that were no longer there. */
	dots: number
	gone: number
	cards: CardResult[]
	cities: (CityDots & { voters: number })[]
}

/** One person's dots on one card, as they are counted and as nobody is ever sent them. */
export interface CastDots extends CardDots {
	voter: ParticipantId
}

/** What a round's dots are counted with. */
export interface CountInput {
	round: { id: RoundId; title: string; closedAt: number }
	people: number
	cast: readonly CastDots[]
	/** The cards of the boards, in reading order: of as many dots, the one that is read first comes first. */
	cards: readonly { board: BoardId; card: string; kind: CardKind; text: string }[]
	/** Whose city it is; null where nobody knows. */
	cityOf(voter: ParticipantId): string | null
}
