/** The server's time, as well as it can be told from here. All in ms. */
export interface ServerClock {
	/** Takes what the server said its time is, at this moment of ours. */
	noteServerTime(serverTime: number, at?: number): void
	/** The server's time at this moment of ours; ours until the server has said its own. */
	now(at?: number): number
}

/** So many sayings are kept: a minute's, after which a clock of ours that was set anew counts as it is. */
const SAMPLE_COUNT = 6

/**
 * A clock that goes by what the server says now and then (TIME2). A saying that was long on its way makes the server look slow,
 * never fast, so of the newest ones the furthest ahead is the best.
 */
export function createServerClock(): ServerClock {
	let offsets: number[] = []
	return {
		noteServerTime(serverTime, at = Date.now()) {
			offsets = [...offsets, serverTime - at].slice(-SAMPLE_COUNT)
		},
		now: (at = Date.now()) => at + (offsets.length > 0 ? Math.max(...offsets) : 0),
	}
}
