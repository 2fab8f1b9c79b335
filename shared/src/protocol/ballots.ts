import { z } from 'zod'
import type { BoardId, GroupId, ParticipantId, RoundId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { CardDots } from '../domain/VoteRound.ts'
import { id } from './fields.ts'

/**
 * `POST /api/workshops/:id/ballots`: sets the number of dots on a card; 0 removes them. A facilitator names a person
 * without a device as `voter`. Without a board, the card is looked up on the voter's own board first.
 */
export const ballotBody = z.object({
	round: id<RoundId>(),
	board: id<BoardId>().exactOptional(),
	card: z.string().regex(/^shape:[A-Za-z0-9_-]{1,64}$/),
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
	/** Remaining dots. */
	left: number
}

/** The numbers of eligible people, of those who voted, and of those who gave all their dots. */
export interface Turnout {
	people: number
	voted: number
	finished: number
}

/** `GET /api/rounds/:id/progress`, for facilitators: turnout only, never what was voted for. */
export interface VoteProgress extends Turnout {
	groups: (Turnout & { group: GroupId })[]
	/** People without a device. */
	hall: Turnout
}
