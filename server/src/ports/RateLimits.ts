/** A turn of a key: it has `turns` at once, and as many again each `perMs`, at an even pace. */
export interface Turn {
	/** The name of the limit; its keys are its own. */
	limit: string
	key: string
	turns: number
	perMs: number
}

/** Counts what strangers do, on all nodes of a server together (NODE11). */
export interface RateLimits {
	/**
	 * Takes a turn of each key. Resolves with 0, or with how long to wait in ms, with nothing taken. Never rejects: where nodes cannot
	 * count together, each counts for itself.
	 */
	take(turns: readonly Turn[]): Promise<number>
	close(): Promise<void>
}
