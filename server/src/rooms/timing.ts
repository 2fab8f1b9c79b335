/** How long a room waits for what, in milliseconds. Given from outside, so that a test need not wait as long as people do. */
export interface Timing {
	/** A member is pinged and told its ack this often (WIRE5). */
	beatMs: number
	/** A member of which nothing was heard for this long is dropped (WIRE5). */
	silenceMs: number
	/** A room that nobody is in is kept this long, for those who come right back. */
	idleMs: number
	/** After a room was loaded or was degraded, members may bring what others wrote for this long (GATE6). */
	recoveryMs: number
	/** A log that could not be written is tried again this often (ACK4). */
	retryMs: number
}

export const TIMING: Timing = {
	beatMs: 10_000,
	silenceMs: 25_000,
	idleMs: 60_000,
	recoveryMs: 60_000,
	retryMs: 1000,
}
