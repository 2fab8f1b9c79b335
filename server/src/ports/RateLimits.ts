/**
 * A turn of a key, from a token bucket: the key has `turns` at once, and as many again per `perMs`,
 * refilled at an even pace.
 */
export interface Turn {
	/** The name of the limit. Equal keys of two limits are counted separately. */
	limit: string
	key: string
	turns: number
	perMs: number
}

/**
 * Rate limits for requests of unknown clients, counted by all nodes of a server together (NODE11).
 */
export interface RateLimits {
	/**
	 * Takes a turn of each key. Resolves with 0, or with the time to wait in ms, in which case no
	 * turn is taken. Never rejects: if the nodes cannot count together, each node counts by itself.
	 */
	take(turns: readonly Turn[]): Promise<number>
	close(): Promise<void>
}
