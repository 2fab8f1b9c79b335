/**
 * Delays in ms for which rooms batch their edits, by the share of time that the event loop is busy.
 * Between two entries they are interpolated linearly.
 */
type BatchDelays = readonly { load: number; ms: number }[]
/**
 * Batch delays with presence to send. In a room of eight an edit comes every 25 ms, so that a delay
 * below 16 ms would rarely batch two. In a nearly saturated process, sending less often saves more
 * waiting time than it costs.
 */
export const WITH_PRESENCE: BatchDelays = [
	{ load: 0.25, ms: 0 },
	{ load: 0.5, ms: 16 },
	{ load: 0.7, ms: 32 },
]
/**
 * Batch delays without presence to send. Without presence, only edits can be batched with each
 * other, so they wait only when the event loop is nearly saturated.
 */
export const EDITS_ALONE: BatchDelays = [
	{ load: 0.8, ms: 0 },
	{ load: 0.95, ms: 16 },
]
/** Interval at which the load is measured. */
const MEASURE_MS = 100
/**
 * Number of lanes for the small rooms of a process. The flushes of the lanes are spread evenly
 * over the batch delay. With only one lane, the edits of every room would wait for the work on all
 * the others.
 */
const LANES = 4

/** A lane in which small rooms wait for their next flush, in which they write and send. */
export interface FlushLane {
	/** Time in ms for which small rooms with presence to send batch their edits at present. */
	readonly batchDelayMs: number
	/** Resolves at the lane's next flush for a room with, or without, presence to send. */
	next(hasPresence: boolean): Promise<void>
}

/**
 * Schedules the flushes in which the small rooms of a process write and send. All waiting rooms of
 * a lane flush in the same step, so that one commit contains the edits of all. While the process is
 * calm, a flush comes at once (FAN1).
 */
export class FlushScheduler {
	readonly #lanes = Array.from({ length: LANES }, (_, index) => this.#createLane(index / LANES))
	#assigned = 0
	#utilization = 0
	#measuredAt = 0
	#load = performance.eventLoopUtilization()

	/** Returns the lane for one more room. */
	assign(): FlushLane {
		return this.#lanes[this.#assigned++ % LANES] as FlushLane
	}

	#createLane(phase: number): FlushLane {
		const batchDelayMs = () => batchDelayAt(this.#measure(), WITH_PRESENCE)
		const withPresence = new FlushSlots(phase, batchDelayMs)
		const alone = new FlushSlots(phase, () => batchDelayAt(this.#measure(), EDITS_ALONE))
		return {
			get batchDelayMs() {
				return batchDelayMs()
			},
			next: (hasPresence) => (hasPresence ? withPresence : alone).next(),
		}
	}

	/**
	 * Returns the share of time that the event loop was busy, from 0 to 1, as of the last
	 * measurement.
	 */
	#measure(): number {
		const now = performance.now()
		if (now - this.#measuredAt < MEASURE_MS) return this.#utilization
		const load = performance.eventLoopUtilization()
		this.#utilization = performance.eventLoopUtilization(load, this.#load).utilization
		this.#load = load
		this.#measuredAt = now
		return this.#utilization
	}
}

class FlushSlots {
	readonly #phase: number
	readonly #batchDelay: () => number
	#slot: Promise<void> | null = null

	/** `phase` is the offset of the lane's flushes, from 0 to 1, as a share of the batch delay. */
	constructor(phase: number, batchDelay: () => number) {
		this.#phase = phase
		this.#batchDelay = batchDelay
	}

	next(): Promise<void> {
		this.#slot ??= new Promise((resolve) => {
			const begin = () => {
				this.#slot = null
				resolve()
			}
			const batchDelayMs = this.#batchDelay()
			if (batchDelayMs > 0) setTimeout(begin, msUntilFlush(performance.now(), batchDelayMs, this.#phase))
			else setImmediate(begin)
		})
		return this.#slot
	}
}

/**
 * Returns the time in ms from `now` until the next flush of a lane that has one every
 * `batchDelayMs`, offset by `phase`.
 */
export function msUntilFlush(now: number, batchDelayMs: number, phase: number): number {
	const flushes = now / batchDelayMs - phase
	return (Math.floor(flushes) + 1 - flushes) * batchDelayMs
}

/**
 * Returns the time in ms for which rooms batch edits, at a share of time, from 0 to 1, that the
 * event loop is busy.
 */
export function batchDelayAt(utilization: number, times: BatchDelays): number {
	let from = times[0]
	for (const to of times) {
		if (from && utilization < to.load)
			return from.ms + (to.ms - from.ms) * Math.max(0, (utilization - from.load) / (to.load - from.load))
		from = to
	}
	return from?.ms ?? 0
}
