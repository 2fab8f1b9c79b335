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
 * setting. Their comments are the tables of docs/LIMITS.md, as in `LIMITS`.
 */
export const BOUNDS = {
	/** Payload frames of all sockets of a token (BUDGET1). @limit rates: slower, 4508 */
	payloadFrames: { perSecond: 60, burst: 240 },
	/** All other frames of these sockets. @limit rates: slower, 4508 */
	otherFrames: { perSecond: 120, burst: 300 },
	/** Bytes of these sockets, and a quarter of the answers' bytes. @limit rates: slower, 4508 */
	frameBytes: { perSecond: 256 * 1024, burst: 5 * 1024 * 1024 },
	/** New messages in threads (THREAD2). @limit rates: `tooManyMessages` */
	threadMessages: { perSecond: 0.5, burst: 60 },
	/** Payload frames of all sockets of a workshop (BUDGET3). @limit rates: in turn */
	workshopPayloadFrames: { perSecond: 3000, burst: 12_000 },
	/** All other frames of these sockets. @limit rates: in turn */
	workshopOtherFrames: { perSecond: 12_000, burst: 24_000 },
	/** Bytes of these sockets. @limit rates: in turn */
	workshopFrameBytes: { perSecond: 8 * 1024 * 1024, burst: 64 * 1024 * 1024 },
	/** A socket's paused time, minus three times its other time (BUDGET1). @limit socket: 4508 */
	maxPausedMs: 15_000,
	/** Time in which a socket takes no data (FAN3). @limit socket: closed */
	stuckMs: 15_000,
	/** Time without a frame or pong (WIRE5). @limit socket: closed */
	silenceMs: 25_000,
	/** Interval of pings and acks (WIRE5). @limit socket */
	heartbeatMs: 10_000,
	/** Time for the client to close a socket that the server closed. @limit socket: destroyed */
	closeGraceMs: 2000,
	/** Sockets of a token (BUDGET2). @limit socket: 4529 */
	maxSocketsPerToken: 24,
	/** Sockets of a workshop. @limit socket: 4529 */
	maxSocketsPerWorkshop: 2000,
	/** Sockets of the process. @limit socket: 4529 */
	maxSockets: 10_000,
	/**
	 * Sockets of an address that have not joined: a hall of 300, with two each. @limit socket: 4529
	 */
	maxPendingPerAddress: 600,

	/** Shapes of a board (GATE7); the setting `MAX_BOARD_SHAPES`. */
	maxBoardShapes: LIMITS.maxBoardShapes,
	/** Bytes of a board's live content (GATE7). */
	maxBoardBytes: LIMITS.maxBoardBytes,
	/** Bytes of a board's encoded document, with its edit history (GATE7). */
	maxHistoryBytes: LIMITS.maxHistoryBytes,
	/** Interval of measuring a document that seems to be full (GATE7d). @limit board */
	exactSizeMs: 10_000,
	/** Unwritten edits of a room while the disk fails (ACK4). @limit board: `storage`, view only */
	maxUnwrittenBytes: 64 * 1024 * 1024,
	/** Snapshots of all boards that wait to be saved (HIST1d). @limit board: dropped */
	maxWaitingBytes: 256 * 1024 * 1024,
	/** The number of these snapshots. @limit board: dropped */
	maxWaitingSnapshots: 1000,
	/** Time without members before a room is closed (ROOM4b). @limit board: loaded again */
	idleMs: 60_000,
	/** Time until a failed commit is tried again (ACK4). @limit board */
	retryMs: 1000,
	/** Interval of digests to facilitators and projectors (FAN5). @limit board */
	digestMs: 1000,
	/** Interval of ending windows of sessions (ASYNC3). @limit board: edits until then */
	windowMs: 1000,
	/** Interval of reading a changing board for searches (SEARCH3). @limit board: older results */
	rereadMs: 2000,

	/** Open requests of an address: a hall of 300, with six each (HTTP1). @limit server: `busy` */
	maxRequestsPerAddress: 2000,
	/** Time for the head of a request (HTTP2). @limit server: closed */
	headMs: 10_000,
	/** Time for the body of a request that is not a file (HTTP2). @limit server: closed */
	bodyMs: 30_000,
	/** Time to wait for the names of cities on joining (PEOPLE5). @limit server: left out */
	cityNamesMs: 1500,
	/** Interval of the checks of free disk space (STORE4). @limit server */
	diskMs: 10_000,
	/** Interval of the test writes for `/readyz` (STORE3). @limit server */
	probeMs: 5000,
	/** Interval of the checks whether a backup is due (BACKUP4). @limit server */
	backupMs: 60_000,
	/** Wait before a webhook's second attempt; each is five times as long (HOOK4). @limit server */
	webhookRetryMs: 30_000,
	/** Interval of the requests to a followed feed (FOLLOW1). @limit exchange */
	feedPollMs: 60 * 60_000,
	/** Time from the start to the first of them. @limit exchange */
	firstFeedPollMs: 5000,
	/** Time from the start, when clients reconnect, to the first daily sweeps. @limit server */
	firstSweepMs: 60_000,
	/** Interval of updates of the host's list of workshops (HOST3). @limit host */
	listMs: 10_000,

	/** Time without use of a workshop before its node gives it up (NODE1). @limit nodes: may move */
	ownedMs: 70_000,
	/** Time over which an ending node gives up its workshops (NODE4). @limit nodes */
	closeSpreadMs: 2000,
}

export type Bounds = { [Name in keyof typeof BOUNDS]: (typeof BOUNDS)[Name] extends number ? number : Rate }
