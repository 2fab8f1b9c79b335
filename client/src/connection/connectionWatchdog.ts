/** The server beats every 10 s; after two beats that did not come, and a little, the line is dead though nobody said so. */
const SILENCE_TIMEOUT_MS = 22_000
/** A socket that does not open within this is given up: the browser itself would wait for minutes. */
const OPEN_TIMEOUT_MS = 10_000
/** What builds on edits that have not come should be whole by then. */
const GAP_TIMEOUT_MS = 5_000
const MAX_GAP_TIMEOUT_MS = 60_000

/** Two clocks: the one on the wall also runs while the machine sleeps, the steady one never jumps back. */
type Clock = () => number
const CLOCKS: readonly Clock[] = [() => Date.now(), () => performance.now()]

/** How a line looks now. */
interface ConnectionState {
	socket: 'none' | 'opening' | 'open'
	/** The document holds edits that build on others which have not come. */
	hasGap: boolean
}

/** Knows when a line is to be dropped and taken up anew, although no one has closed it. */
export interface ConnectionWatchdog {
	/** A socket was made, has opened, or something came on it. */
	noteActivity(): void
	isDead(line: ConnectionState): boolean
}

export function createConnectionWatchdog(clocks = CLOCKS): ConnectionWatchdog {
	const read = () => clocks.map((clock) => clock())
	const since = (then: number[]) => Math.max(...read().map((now, index) => now - (then[index] ?? now)))
	let heardAt = read()
	let gapAt: number[] | null = null
	/** Grows while fetching anew does not help, so that a gap that nobody can fill costs little. */
	let patienceMs = GAP_TIMEOUT_MS

	function isGapTooOld({ socket, hasGap }: ConnectionState): boolean {
		if (!hasGap) patienceMs = GAP_TIMEOUT_MS
		if (!hasGap || socket !== 'open') {
			gapAt = null
			return false
		}
		gapAt ??= read()
		if (since(gapAt) <= patienceMs) return false
		gapAt = null
		patienceMs = Math.min(2 * patienceMs, MAX_GAP_TIMEOUT_MS)
		return true
	}

	return {
		noteActivity() {
			heardAt = read()
		},
		isDead(line) {
			if (isGapTooOld(line)) return true
			if (line.socket === 'none') return false
			return since(heardAt) > (line.socket === 'open' ? SILENCE_TIMEOUT_MS : OPEN_TIMEOUT_MS)
		},
	}
}
