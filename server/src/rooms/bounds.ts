/** Times and sizes within which rooms live. A test may narrow them; a host has no need to. */
export interface Bounds {
	/** Each member is pinged and told its ack this often (WIRE5). */
	beatMs: number
	/** A member is dropped when nothing was heard of it for this long, or when its socket took nothing in this long (WIRE5, FAN3). */
	silenceMs: number
	stuckMs: number
	/** A room that nobody is in is kept this long, for those who come right back. */
	idleMs: number
	/** So long after a room was loaded, or could write again, it takes from a step 2 what others wrote in a degraded time (GATE6). */
	recoveryMs: number
	/** Those who look after all boards are told how each stands at most this often (FAN5). */
	digestMs: number
	/** A failed commit is tried again after this long (ACK4). */
	retryMs: number
	/** Unwritten edits of one room; beyond it nobody can edit (ACK4). */
	maxUnwrittenBytes: number
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
}
