import type { FeedProblem, FeedProblemReason } from '@charrette/shared'

/** A server that this one follows, as the host has configured it. */
export interface FeedSource {
	/** Its address, without a trailing slash. */
	url: string
	/** Whether it may be in the network of this server, and be called over http (FOLLOW2). */
	isLan: boolean
}

/** Thrown if a feed, or a part of it, cannot be fetched. */
export class FeedError extends Error {
	override name = 'FeedError'
	readonly reason: FeedProblemReason

	/** `detail` is an English sentence for the host. */
	constructor(reason: FeedProblemReason, detail: string, options?: ErrorOptions) {
		super(detail, options)
		this.reason = reason
	}
}

/**
 * Returns an error in the form that a process reports, since error classes are lost between
 * processes.
 */
export function problemOf(cause: unknown): FeedProblem {
	if (cause instanceof FeedError) return { reason: cause.reason, detail: cause.message }
	return { reason: 'failed', detail: 'Something went wrong on this server.' }
}
