import { z } from 'zod'
import type { BoardId, GroupId, ParticipantId, RoundId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { CardDots } from '../domain/VoteRound.ts'
import { id, shapeId } from './fields.ts'

/**
 * `POST /api/workshops/:id/ballots`: sets the number of dots on a card; 0 removes them. A
 * facilitator names a person without a device as `voter`. Without a board, the card is first looked
 * up on the voter's own board.
 */
export const ballotBody = z.object({
	round: id<RoundId>(),
	board: id<BoardId>().exactOptional(),
	card: shapeId,
	count: z.int().min(0).max(LIMITS.maxDots),
	voter: id<ParticipantId>().exactOptional(),
})
export type BallotBody = z.input<typeof ballotBody>

/** `GET /api/workshops/:id/ballots?round=…` */
export const ballotQuery = z.object({ round: id<RoundId>(), voter: id<ParticipantId>().exactOptional() })

/** The ballot of one voter. */
export interface BallotView {
	round: RoundId
	dots: CardDots[]
	/** The number of dots that the voter has not used yet. */
	left: number
}

/** The numbers of eligible people, of people who voted, and of people who gave all their dots. */
export interface Turnout {
	people: number
	voted: number
	finished: number
}

/**
 * `GET /api/rounds/:id/progress`, for facilitators: the turnout only, never the content of ballots.
 */
export interface VoteProgress extends Turnout {
	groups: (Turnout & { group: GroupId })[]
	/** The turnout of people without a device. */
	hall: Turnout
}
