/** An estimate of the server's time. All times in ms since 1970. */
export interface ServerClock {
	/** Adds the server's time as received at the local time `at`. */
	addServerTime(serverTime: number, at?: number): void
	/**
	 * Returns the server's time at the local time `at`; returns `at` if the server has not sent its
	 * time yet.
	 */
	now(at?: number): number
}

/**
 * The number of samples kept, which cover a minute: a change of the local clock takes effect after
 * that.
 */
const SAMPLE_COUNT = 6

/**
 * Creates a clock from the times that the server sends at intervals (TIME2). Latency makes the
 * server's clock look slow, never fast, so the sample with the largest offset is the most accurate.
 */
export function createServerClock(): ServerClock {
	let offsets: number[] = []
	return {
		addServerTime(serverTime, at = Date.now()) {
			offsets = [...offsets, serverTime - at].slice(-SAMPLE_COUNT)
		},
		now: (at = Date.now()) => at + (offsets.length > 0 ? Math.max(...offsets) : 0),
	}
}
