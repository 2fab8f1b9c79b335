import { LIMITS } from '@charrette/shared'

/** An amount that may be used up at once, and what comes back each second. */
export interface Rate {
	perSecond: number
	burst: number
}

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
	/** Shapes of a board (GATE7); the setting `MAX_BOARD_SHAPES`. */
	maxBoardShapes: number
	/** Bytes of a board's document (GATE7). */
	maxBoardBytes: number
	/** Shortest interval of measuring a document that seems to be full (GATE7). */
	exactSizeMs: number
	/** For how long a member that was asked for what did not fit keeps others from being asked, in ms (GATE7c). */
	answerMs: number
	/** Interval of looking for rows of the log that other nodes have written, where there are several (NODE2). */
	logCheckMs: number
	/** Interval at which a node says that it lives, and the silence after which it has ended (NODE4). */
	nodeBeatMs: number
	nodeSilenceMs: number
	/** Over this time a node that ends closes its members, so that they do not come to the others all at once (NODE8). */
	closeSpreadMs: number
	/** Interval of the checks of free space on the disk (STORE4). */
	diskMs: number
	/** A write is tried for `/readyz` at most this often (STORE3). */
	probeMs: number
	/** Interval of looking whether a backup is due (BACKUP4). */
	backupMs: number
	/** Interval of asking a followed feed for what is new, and the time until the first such request after the start (FOLLOW1). */
	followMs: number
	firstFollowMs: number
	/** Time from the start until the first daily sweeps: right after it the server is busy with everyone who reconnects. */
	firstSweepMs: number
	/** Interval of bringing the host's list of workshops up to date (HOST3). */
	listMs: number
	/** Payload frames from the sockets of one token (BUDGET1). */
	payloadFrames: Rate
	/** All other frames from them. */
	otherFrames: Rate
	/** Bytes from them, and a quarter of the bytes of what they ask for. */
	frameBytes: Rate
	/** The same from all sockets of a workshop together (BUDGET3). */
	jointPayloadFrames: Rate
	jointOtherFrames: Rate
	jointFrameBytes: Rate
	/** A member whose frames have waited for this long, three quarters of the time, is closed (BUDGET1). */
	maxPausedMs: number
	/** A closed socket is destroyed after this time if the client leaves it open. */
	closeGraceMs: number
	/** Sockets of one token (BUDGET2). */
	maxSocketsPerToken: number
	/** Sockets in the rooms of one workshop. */
	maxSocketsPerWorkshop: number
	/** Sockets of this process. */
	maxSockets: number
	/** Sockets of one address that have not joined a room yet. */
	maxPendingPerAddress: number
	/** Requests of one address at the same time (HTTP1). */
	maxRequestsPerAddress: number
	/** In which the head of a request has to arrive (HTTP2). */
	headMs: number
	/** In which the body of a request has to arrive, other than a file (HTTP2). */
	bodyMs: number
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
	maxBoardShapes: LIMITS.maxBoardShapes,
	maxBoardBytes: LIMITS.maxBoardBytes,
	exactSizeMs: 10_000,
	answerMs: 5000,
	logCheckMs: 1000,
	nodeBeatMs: 500,
	nodeSilenceMs: 5000,
	closeSpreadMs: 2000,
	diskMs: 10_000,
	probeMs: 5000,
	backupMs: 60_000,
	followMs: 60 * 60_000,
	firstFollowMs: 5000,
	firstSweepMs: 60_000,
	listMs: 10_000,
	payloadFrames: { perSecond: 60, burst: 240 },
	otherFrames: { perSecond: 120, burst: 300 },
	frameBytes: { perSecond: 256 * 1024, burst: 5 * 1024 * 1024 },
	jointPayloadFrames: { perSecond: 3000, burst: 12_000 },
	jointOtherFrames: { perSecond: 12_000, burst: 24_000 },
	jointFrameBytes: { perSecond: 8 * 1024 * 1024, burst: 64 * 1024 * 1024 },
	maxPausedMs: 15_000,
	closeGraceMs: 2000,
	maxSocketsPerToken: 24,
	maxSocketsPerWorkshop: 2000,
	maxSockets: 10_000,
	// A hall of 300 people behind one address, two sockets each, reconnects at once after a restart.
	maxPendingPerAddress: 600,
	// A hall of 300 people behind one address opens the page at once, with six connections each.
	maxRequestsPerAddress: 2000,
	headMs: 10_000,
	bodyMs: 30_000,
}
