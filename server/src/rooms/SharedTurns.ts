/**
 * For at most this long small rooms gather what their members send; less while the process is less busy, nothing while it is
 * calm. In a room of eight an edit comes every 25 ms, so that less would gather hardly any two.
 */
const GATHER_MS = 16
/** The share of time that the event loop is busy, from which rooms gather, and from which they gather for the whole time. */
const BUSY = { from: 0.3, whole: 0.6 }
/** The load is measured anew at intervals of this. */
const MEASURE_MS = 100

/**
 * The turns in which the small rooms of a process write and send: all that wait do it in the same step, so that one commit
 * has the edits of all. A turn comes at once while the process is calm (FAN1).
 */
export class SharedTurns {
	#turn: Promise<void> | null = null
	#lastAt = 0
	#gatherMs = 0
	#measuredAt = 0
	#load = performance.eventLoopUtilization()

	/** Resolves with the next turn. */
	next(): Promise<void> {
		this.#turn ??= new Promise((resolve) => {
			const begin = () => {
				this.#turn = null
				this.#lastAt = performance.now()
				resolve()
			}
			const waitMs = this.#lastAt + this.#gatherTime() - performance.now()
			if (waitMs > 0) setTimeout(begin, waitMs)
			else setImmediate(begin)
		})
		return this.#turn
	}

	#gatherTime(): number {
		const now = performance.now()
		if (now - this.#measuredAt < MEASURE_MS) return this.#gatherMs
		const load = performance.eventLoopUtilization()
		const { utilization } = performance.eventLoopUtilization(load, this.#load)
		this.#gatherMs = gatherTimeAt(utilization)
		this.#load = load
		this.#measuredAt = now
		return this.#gatherMs
	}
}

/** How long rooms gather at a share of time, from 0 to 1, that the event loop is busy; in ms. */
export function gatherTimeAt(utilization: number): number {
	const share = (utilization - BUSY.from) / (BUSY.whole - BUSY.from)
	return GATHER_MS * Math.min(1, Math.max(0, share))
}
