/**
 * For how long small rooms gather what their members send, by the share of time that the event loop is busy; in between in
 * proportion. In a room of eight an edit comes every 25 ms: less than 16 ms would gather hardly any two, and in a process that is
 * busy nearly all the time, sending less often saves more of a wait than it costs.
 */
const GATHER = { calm: { load: 0.3, ms: 0 }, busy: { load: 0.6, ms: 16 }, full: { load: 0.9, ms: 32 } }
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
	const { calm, busy, full } = GATHER
	const [from, to] = utilization < busy.load ? [calm, busy] : [busy, full]
	const share = (utilization - from.load) / (to.load - from.load)
	return from.ms + (to.ms - from.ms) * Math.min(1, Math.max(0, share))
}
