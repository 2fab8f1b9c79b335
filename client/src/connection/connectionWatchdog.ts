/**
 * The silence after which an open connection is considered dead. The server sends a beat every 10
 * s, so two beats are missing then.
 */
const SILENCE_TIMEOUT_MS = 22_000
/**
 * Number of checks in a row, one a second, without a frame while the client waits for an ack, after
 * which an open connection is considered dead. The server then sends a beat every 2 s. Checks are
 * counted instead of the time, because frames may wait for a page that was busy or suspended.
 */
const UNANSWERED_CHECKS = 6
/** The bytes for which it gets one check more, since a slow network takes them meanwhile. */
const BYTES_PER_CHECK = 16 * 1024
/** The time in which a socket must open; the browser's own timeout is minutes long. */
const OPEN_TIMEOUT_MS = 10_000
/** The time in which missing edits that others depend on must arrive. */
const GAP_TIMEOUT_MS = 5_000
const MAX_GAP_TIMEOUT_MS = 60_000
const CHECK_MS = 1000
const WAKE_EVENTS = ['visibilitychange', 'resume'] as const

/**
 * A clock, in ms. Two clocks are read: the system clock also runs while the machine sleeps, and the
 * monotonic clock is never set back.
 */
type Clock = () => number
const CLOCKS: readonly Clock[] = [() => Date.now(), () => performance.now()]

/** The current state of a connection. */
interface ConnectionState {
	socket: 'none' | 'opening' | 'open'
	/** Whether the document has edits that depend on edits which have not arrived. */
	hasGap: boolean
	/** The number of payload frames without an ack; null while that is unknown or means nothing. */
	unacked: number | null
}

/** Decides when a connection must be reopened although neither side closed it. */
interface ConnectionWatchdog {
	/** Called when a socket is created or opened, or receives a frame. */
	recordActivity(): void
	/** Called when a payload frame of this size is sent. */
	recordSent(bytes: number): void
	/** Called once a second. Returns whether the connection must be reopened. */
	isDead(connection: ConnectionState): boolean
}

/** Creates a watchdog; tests pass their own clocks. */
export function createConnectionWatchdog(clocks = CLOCKS): ConnectionWatchdog {
	const read = () => clocks.map((clock) => clock())
	const since = (then: number[]) => Math.max(...read().map((now, index) => now - (then[index] ?? now)))
	let activeAt = read()
	let gapAt: number[] | null = null
	/**
	 * Doubles each time that reconnecting does not fill the gap, so that a gap that no client can
	 * fill costs little.
	 */
	let gapTimeoutMs = GAP_TIMEOUT_MS

	let unansweredChecks = 0
	let unackedBytes = 0
	/** Doubles each time that reconnecting brings no ack, so that it costs little then. */
	let maxUnanswered = UNANSWERED_CHECKS

	function isAckMissing({ socket, unacked }: ConnectionState): boolean {
		if (unacked === 0) {
			unackedBytes = 0
			maxUnanswered = UNANSWERED_CHECKS
		}
		if (!unacked || socket !== 'open') {
			unansweredChecks = 0
			return false
		}
		if (++unansweredChecks <= maxUnanswered + unackedBytes / BYTES_PER_CHECK) return false
		unansweredChecks = 0
		maxUnanswered *= 2
		return true
	}

	function isGapTooOld({ socket, hasGap }: ConnectionState): boolean {
		if (!hasGap) gapTimeoutMs = GAP_TIMEOUT_MS
		if (!hasGap || socket !== 'open') {
			gapAt = null
			return false
		}
		gapAt ??= read()
		if (since(gapAt) <= gapTimeoutMs) return false
		gapAt = null
		gapTimeoutMs = Math.min(2 * gapTimeoutMs, MAX_GAP_TIMEOUT_MS)
		return true
	}

	return {
		recordActivity() {
			activeAt = read()
			unansweredChecks = 0
		},
		recordSent(bytes) {
			unackedBytes += bytes
		},
		isDead(connection) {
			if (isGapTooOld(connection) || isAckMissing(connection)) return true
			if (connection.socket === 'none') return false
			return since(activeAt) > (connection.socket === 'open' ? SILENCE_TIMEOUT_MS : OPEN_TIMEOUT_MS)
		},
	}
}

/**
 * Calls `offline` and `online` when the network changes, and `check` every second and when a
 * suspended page resumes. Returns a function that stops the calls.
 */
export function watchNetwork(callbacks: { offline(): void; online(): void; check(): void }): () => void {
	const timer = setInterval(callbacks.check, CHECK_MS)
	window.addEventListener('offline', callbacks.offline)
	window.addEventListener('online', callbacks.online)
	for (const event of WAKE_EVENTS) document.addEventListener(event, callbacks.check)
	return () => {
		clearInterval(timer)
		window.removeEventListener('offline', callbacks.offline)
		window.removeEventListener('online', callbacks.online)
		for (const event of WAKE_EVENTS) document.removeEventListener(event, callbacks.check)
	}
}
