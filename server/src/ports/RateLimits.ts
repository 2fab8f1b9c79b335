/**
 * A key with its token bucket, which has up to `burst` tokens, and as many again per `perMs`,
 * refilled at an even pace.
 */
export interface RateLimitKey {
	/** The name of the limit. Equal keys of two limits are counted separately. */
	limit: string
	key: string
	burst: number
	perMs: number
}

/**
 * Rate limits for requests of unknown clients, counted by all nodes of a server together (NODE6c).
 */
export interface RateLimits {
	/**
	 * Takes a token of each key. Resolves with 0, or with the time to wait in ms, in which case no
	 * token is taken. Never rejects: if the nodes cannot count together, each node counts by itself.
	 */
	take(keys: readonly RateLimitKey[]): Promise<number>
	close(): Promise<void>
}
