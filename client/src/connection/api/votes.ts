import type { BallotBody, BallotView, RoundId, VoteProgress, VoteResult } from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { callJson } from '../http.ts'

/**
 * Sets the number of a person's dots on a card. A facilitator also names the voter without a device
 * for whom the dots are cast.
 */
export function castBallot({ workshop, token }: Credentials, body: BallotBody): Promise<BallotView> {
	return callJson(`/api/workshops/${workshop}/ballots`, { token, body })
}

/** Fetches a person's dots in a round; for a facilitator, the dots of a voter without a device. */
export function fetchBallot({ workshop, token }: Credentials, round: RoundId, voter?: string): Promise<BallotView> {
	const query = new URLSearchParams({ round, ...(voter ? { voter } : {}) })
	return callJson(`/api/workshops/${workshop}/ballots?${query}`, { token })
}

/** Fetches the result of a closed round. */
export function fetchVoteResult({ token }: Credentials, round: RoundId): Promise<VoteResult> {
	return callJson(`/api/rounds/${round}/result`, { token })
}

/** Fetches the number of people who have voted so far. For facilitators. */
export function fetchVoteProgress({ token }: Credentials, round: RoundId): Promise<VoteProgress> {
	return callJson(`/api/rounds/${round}/progress`, { token })
}
