/** Time and size limits of rooms. Tests narrow them; a host has no setting for them. */
export interface Bounds {
	/** Interval of pings and acks to each member (WIRE5). */
	beatMs: number
	/** A member is closed after this time without a frame or pong (WIRE5). */
	silenceMs: number
	/** A member is closed after this time in which its socket took no data (FAN3). */
	stuckMs: number
	/** An empty room stays in memory this long, for members who come right back. */
	idleMs: number
	/**
	 * For this long after loading, or after storage recovered, a step 2 may bring edits of other
	 * members (GATE6).
	 */
	recoveryMs: number
	/** Shortest interval of digests to facilitators and projectors (FAN5). */
	digestMs: number
	/** Time until a failed commit is tried again (ACK4). */
	retryMs: number
	/** Unwritten edits of one room; beyond it nobody can edit (ACK4). */
	maxUnwrittenBytes: number
	/** Interval of the checks of free space on the disk (STORE4). */
	diskMs: number
	/** A write is tried for `/readyz` at most this often (STORE3). */
	probeMs: number
}

export const BOUNDS: Bounds = {
	beatMs: 10_000,
	silenceMs: 25_000,
	stuckMs: 15_000,
	idleMs: 60_000,
	recoveryMs: 60_000,
	digestMs: 1000,
	retryMs: 1000,
	maxUnwrittenBytes: 64 * 1024 * 1024,
	diskMs: 10_000,
	probeMs: 5000,
}
