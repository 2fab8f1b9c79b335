import { z } from 'zod'
import type { BoardId, GroupId, ParticipantId, RoundId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import type { CardDots } from '../domain/VoteRound.ts'
import { id } from './fields.ts'

/**
 * `POST /api/workshops/:id/ballots`: sets how many dots one has on a card; none takes them back. A facilitator names the
 * person in the hall as `voter`. Without a board, the card is looked for on one's own board first.
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

/** One's own ballot. */
export interface BallotView {
	round: RoundId
	dots: CardDots[]
	/** How many dots one has left. */
	left: number
}

/** How many of some people have voted, and how many have given all their dots. */
export interface Turnout {
	people: number
	voted: number
	finished: number
}

/** `GET /api/rounds/:id/progress`, for facilitators: how many have voted, and nothing of what they voted for. */
export interface VoteProgress extends Turnout {
	groups: (Turnout & { group: GroupId })[]
	/** Of the people in the hall without a device. */
	hall: Turnout
}
