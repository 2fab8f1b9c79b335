import { z } from 'zod'
import type { ExchangeResult, Receipt } from './exchangeFile.ts'

/* The feeds of other servers that this one follows, for its host. Described in docs/API.md. */

/** Why a feed, or a part of it, could not be fetched. */
export type FeedProblemReason =
	/** Its name leads to an address that must not be called. */
	| 'addressRefused'
	| 'unreachable'
	| 'timedOut'
	/** It redirects to another server. */
	| 'redirected'
	/** It answered with an error. */
	| 'status'
	| 'tooLarge'
	/** What it sent is no feed of an exchange. */
	| 'noFeed'
	/** It has more practices, or more pages, than are followed. */
	| 'tooMany'
	/** This server has no room: its disk, or its list of practices. */
	| 'full'
	/** Something went wrong on this server. */
	| 'failed'

/** `detail` is an English sentence for the host. */
export interface FeedProblem {
	reason: FeedProblemReason
	detail: string
}

/** A feed that this server follows. Times are in ms; null for what has not happened yet. */
export interface FollowedFeed {
	/** The server: an origin. */
	url: string
	/** How the last attempt ended: `partly` goes on soon. */
	outcome: 'waiting' | 'fetched' | 'unchanged' | 'partly' | 'failed'
	problem: FeedProblem | null
	attemptedAt: number | null
	fetchedAt: number | null
	nextAt: number
	/** Attempts that failed since the last one that did not. */
	failures: number
	/** What became of practices, at the last attempt with which any came. */
	counts: Record<Receipt, number>
	/** Of these, the first that were not taken. */
	refused: ExchangeResult['refused']
	/** Practices that this feed has added since it is followed. */
	added: number
}

/** `GET /api/host/following` */
export interface FollowedFeeds {
	feeds: FollowedFeed[]
}

/** `POST /api/host/following/fetch`: one feed, or all. */
export const fetchFeedsBody = z.object({ url: z.string().max(300).exactOptional() })
