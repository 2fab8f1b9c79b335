import { LIMITS } from '@charrette/shared'

/**
 * The rate of a token bucket: the amount that may be used at once, and the amount that comes back
 * each second.
 */
export interface Rate {
	perSecond: number
	burst: number
}

/**
 * Time and size limits of rooms. Tests narrow them; a host can set only the one that names a
 * setting.
 */
export interface Bounds {
	/** Interval of pings and acks to each member (WIRE5). */
	heartbeatMs: number
	/** A member is closed after this time without a frame or pong (WIRE5). */
	silenceMs: number
	/** A member is closed after this time in which its socket took no data (FAN3). */
	stuckMs: number
	/** An empty room stays in memory this long, for members who come right back. */
	idleMs: number
	/** Shortest interval of digests to facilitators and projectors (FAN5). */
	digestMs: number
	/** Time until a failed commit is tried again (ACK4). */
	retryMs: number
	/** Bytes of unwritten edits of one room. Beyond them, the room is read-only (ACK4). */
	maxUnwrittenBytes: number
	/** Captured boards that wait to be saved as snapshots (HIST1d). */
	maxWaitingBytes: number
	maxWaitingSnapshots: number
	/** Shapes of a board (GATE7); the setting `MAX_BOARD_SHAPES`. */
	maxBoardShapes: number
	/** Bytes of a board's live content (GATE7). */
	maxBoardBytes: number
	/** Bytes of a board's encoded document, with its edit history (GATE7). */
	maxHistoryBytes: number
	/** Shortest interval of measuring a document whose history seems to be full (GATE7d). */
	exactSizeMs: number
	/**
	 * Time in ms for which a member that was asked for its refused edits keeps others from being
	 * asked (GATE7c).
	 */
	replyMs: number
	/** Interval of the checks for rows of the log that other nodes have written (NODE2). */
	logCheckMs: number
	/** Interval of the heartbeats of a node, and the silence after which it has ended (NODE4). */
	nodeHeartbeatMs: number
	nodeSilenceMs: number
	/**
	 * Time over which a node that ends closes its members, so that they do not reconnect to the
	 * others all at once (NODE8).
	 */
	closeSpreadMs: number
	/** Interval of the checks of free space on the disk (STORE4). */
	diskMs: number
	/** Shortest interval of the test writes for `/readyz` (STORE3). */
	probeMs: number
	/** Interval of the checks whether a backup is due (BACKUP4). */
	backupMs: number
	/**
	 * Interval of the requests to a followed feed, and time from the start until the first of them
	 * (FOLLOW1).
	 */
	feedPollMs: number
	firstFeedPollMs: number
	/**
	 * Time from the start until the first daily sweeps. Right after the start, the server is busy
	 * with clients that reconnect.
	 */
	firstSweepMs: number
	/** Interval of the updates of the host's list of workshops (HOST3). */
	listMs: number
	/** Shortest interval in which a board that changes is read again for searches (SEARCH3). */
	rereadMs: number
	/** Payload frames from the sockets of one token (BUDGET1). */
	payloadFrames: Rate
	/** All other frames from these sockets. */
	otherFrames: Rate
	/** Bytes from these sockets, and a quarter of the bytes of the answers that they request. */
	frameBytes: Rate
	/** The same from all sockets of a workshop together (BUDGET3). */
	workshopPayloadFrames: Rate
	workshopOtherFrames: Rate
	workshopFrameBytes: Rate
	/**
	 * A member is closed after its socket was paused for this long, from which unpaused time is
	 * deducted threefold (BUDGET1).
	 */
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
	/** Time in which the head of a request has to arrive (HTTP2). */
	headMs: number
	/** Time in which the body of a request has to arrive, other than a file (HTTP2). */
	bodyMs: number
	/** The time that a person who joins waits for the names of cities (PEOPLE5). */
	cityNamesMs: number
}

export const BOUNDS: Bounds = {
	heartbeatMs: 10_000,
	silenceMs: 25_000,
	stuckMs: 15_000,
	idleMs: 60_000,
	digestMs: 1000,
	retryMs: 1000,
	maxUnwrittenBytes: 64 * 1024 * 1024,
	maxWaitingBytes: 256 * 1024 * 1024,
	maxWaitingSnapshots: 1000,
	maxBoardShapes: LIMITS.maxBoardShapes,
	maxBoardBytes: LIMITS.maxBoardBytes,
	maxHistoryBytes: LIMITS.maxHistoryBytes,
	exactSizeMs: 10_000,
	replyMs: 5000,
	logCheckMs: 1000,
	nodeHeartbeatMs: 500,
	nodeSilenceMs: 5000,
	closeSpreadMs: 2000,
	diskMs: 10_000,
	probeMs: 5000,
	backupMs: 60_000,
	feedPollMs: 60 * 60_000,
	firstFeedPollMs: 5000,
	firstSweepMs: 60_000,
	listMs: 10_000,
	rereadMs: 2000,
	payloadFrames: { perSecond: 60, burst: 240 },
	otherFrames: { perSecond: 120, burst: 300 },
	frameBytes: { perSecond: 256 * 1024, burst: 5 * 1024 * 1024 },
	workshopPayloadFrames: { perSecond: 3000, burst: 12_000 },
	workshopOtherFrames: { perSecond: 12_000, burst: 24_000 },
	workshopFrameBytes: { perSecond: 8 * 1024 * 1024, burst: 64 * 1024 * 1024 },
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
	cityNamesMs: 1500,
}
