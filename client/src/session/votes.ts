import type { BallotBody, BallotView, RoundId, VoteProgress, VoteResult } from '@charrette/shared'
import { callJson } from './api.ts'
import type { Credentials } from './credentials.ts'

/** Sets how many dots one has on a card; a facilitator names who in the hall it is for. */
export function castBallot({ workshop, token }: Credentials, body: BallotBody): Promise<BallotView> {
	return callJson(`/api/workshops/${workshop}/ballots`, { token, body })
}

/** What one has given in a round; a facilitator names somebody in the hall. */
export function fetchBallot({ workshop, token }: Credentials, round: RoundId, voter?: string): Promise<BallotView> {
	const query = new URLSearchParams({ round, ...(voter ? { voter } : {}) })
	return callJson(`/api/workshops/${workshop}/ballots?${query}`, { token })
}

/** How a closed round ended. */
export function fetchResult({ token }: Credentials, round: RoundId): Promise<VoteResult> {
	return callJson(`/api/rounds/${round}/result`, { token })
}

/** How many have voted so far, for facilitators. */
export function fetchProgress({ token }: Credentials, round: RoundId): Promise<VoteProgress> {
	return callJson(`/api/rounds/${round}/progress`, { token })
}
