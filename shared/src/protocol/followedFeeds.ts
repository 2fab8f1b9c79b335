import { z } from 'zod'
import type { ExchangeResult, Receipt } from './exchangeFile.ts'

/* The feeds of other servers that this server follows, for its host. Described in docs/API.md. */

/** The reasons why a feed, or a part of it, could not be fetched. */
export type FeedProblemReason =
	/** The feed's host name resolves to an address that the server must not call. */
	| 'addressRefused'
	| 'unreachable'
	| 'timedOut'
	/** The other server redirects to a different server. */
	| 'redirected'
	/** The other server answered with an error status. */
	| 'status'
	| 'tooLarge'
	/** The response is not an exchange feed. */
	| 'noFeed'
	/** The feed has more practices or pages than the server follows. */
	| 'tooMany'
	/** The disk or the list of practices of this server is full. */
	| 'full'
	/** An error occurred on this server. */
	| 'failed'

/** A problem with a feed. `detail` is an English sentence for the host. */
export interface FeedProblem {
	reason: FeedProblemReason
	detail: string
}

/**
 * A feed that this server follows. Times are in ms; null for an event that has not happened yet.
 */
export interface FollowedFeed {
	/** The other server, as an origin. */
	url: string
	/** The outcome of the last attempt; `partly` continues soon. */
	outcome: 'waiting' | 'fetched' | 'unchanged' | 'partly' | 'failed'
	problem: FeedProblem | null
	attemptedAt: number | null
	fetchedAt: number | null
	nextAt: number
	/** The number of failed attempts since the last successful one. */
	failures: number
	/** The outcomes of practices in the last attempt that received any. */
	counts: Record<Receipt, number>
	/** The first practices of that attempt that were not accepted. */
	refused: ExchangeResult['refused']
	/** The number of practices that this feed has added since the server began to follow it. */
	added: number
	/** The same for reports and withdrawals (RETURN4). */
	notices: number
}

/** `GET /api/host/following` */
export interface FollowedFeeds {
	feeds: FollowedFeed[]
}

/** `POST /api/host/following/fetch`: fetches one feed, or all without `url`. */
export const fetchFeedsBody = z.object({ url: z.string().max(300).exactOptional() }).default({})
