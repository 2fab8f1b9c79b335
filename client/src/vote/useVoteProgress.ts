import type { RoundId, VoteProgress } from '@charrette/shared'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { fetchVoteProgress } from '../connection/api/votes.ts'
import type { Credentials } from '../connection/credentials.ts'

interface ProgressOptions {
	/** Fetches the counts again when it changes. */
	version?: string
	/** Fetches the counts again at this interval. */
	everyMs?: number
}

/**
 * Returns the number of people who have voted in an open vote (VOTE1d); null without a vote, and
 * until the first response. For facilitators and projectors.
 */
export function useVoteProgress(
	credentials: Credentials,
	round: RoundId | null,
	{ version = '', everyMs }: ProgressOptions,
): VoteProgress | null {
	const { data } = useQuery({
		queryKey: ['voteProgress', credentials.token, round, version],
		queryFn: () => (round ? fetchVoteProgress(credentials, round) : null),
		enabled: round !== null,
		placeholderData: keepPreviousData,
		refetchInterval: everyMs ?? false,
		gcTime: 0,
	})
	return round ? (data ?? null) : null
}
