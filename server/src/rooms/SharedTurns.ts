/**
 * Times in ms for which rooms gather, by the share of time that the event loop is busy. Between two
 * entries they are interpolated linearly.
 */
type GatherTimes = readonly { load: number; ms: number }[]
/**
 * Gather times with presence to send. In a room of eight an edit comes every 25 ms, so that less
 * than 16 ms would hardly ever gather two. In a process that is busy nearly all the time, sending
 * less often saves more waiting time than it costs.
 */
export const WITH_PRESENCE: GatherTimes = [
	{ load: 0.25, ms: 0 },
	{ load: 0.5, ms: 16 },
	{ load: 0.7, ms: 32 },
]
/**
 * Gather times without presence to send. An edit can only be sent together with another edit, so it
 * waits only if the event loop has hardly any time left.
 */
export const EDITS_ALONE: GatherTimes = [
	{ load: 0.8, ms: 0 },
	{ load: 0.95, ms: 16 },
]
/** Interval at which the load is measured. */
const MEASURE_MS = 100
/**
 * Number of lanes for the small rooms of a process. The turns of the lanes are spread evenly over
 * the gather time. With only one lane, the edits of every room would wait for the work on all the
 * others.
 */
const LANES = 4

/** A lane in which small rooms wait for their turn to write and send. */
export interface TurnLane {
	/** Time in ms for which small rooms with presence to send gather at present. */
	readonly gatherMs: number
	/** Resolves at the lane's next turn for a room with, or without, presence to send. */
	next(hasPresence: boolean): Promise<void>
}

/**
 * The turns in which the small rooms of a process write and send. All waiting rooms of a lane do so
 * in the same step, so that one commit contains the edits of all. While the process is calm, a turn
 * comes at once (FAN1).
 */
export class SharedTurns {
	readonly #lanes = Array.from({ length: LANES }, (_, index) => this.#createLane(index / LANES))
	#assigned = 0
	#utilization = 0
	#measuredAt = 0
	#load = performance.eventLoopUtilization()

	/** Returns the lane for one more room. */
	assign(): TurnLane {
		return this.#lanes[this.#assigned++ % LANES] as TurnLane
	}

	#createLane(phase: number): TurnLane {
		const gatherMs = () => gatherTimeAt(this.#measure(), WITH_PRESENCE)
		const withPresence = new Turns(phase, gatherMs)
		const alone = new Turns(phase, () => gatherTimeAt(this.#measure(), EDITS_ALONE))
		return {
			get gatherMs() {
				return gatherMs()
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

class Turns {
	readonly #phase: number
	readonly #gatherTime: () => number
	#turn: Promise<void> | null = null

	/** `phase` is the offset of the lane's turns, from 0 to 1, as a share of the gather time. */
	constructor(phase: number, gatherTime: () => number) {
		this.#phase = phase
		this.#gatherTime = gatherTime
	}

	next(): Promise<void> {
		this.#turn ??= new Promise((resolve) => {
			const begin = () => {
				this.#turn = null
				resolve()
			}
			const gatherMs = this.#gatherTime()
			if (gatherMs > 0) setTimeout(begin, untilTurn(performance.now(), gatherMs, this.#phase))
			else setImmediate(begin)
		})
		return this.#turn
	}
}

/**
 * Returns the time in ms from `now` until the next turn of a lane that has one every `gatherMs`,
 * offset by `phase`.
 */
export function untilTurn(now: number, gatherMs: number, phase: number): number {
	const turns = now / gatherMs - phase
	return (Math.floor(turns) + 1 - turns) * gatherMs
}

/**
 * Returns the time in ms for which rooms gather, at a share of time, from 0 to 1, that the event
 * loop is busy.
 */
export function gatherTimeAt(utilization: number, times: GatherTimes): number {
	let from = times[0]
	for (const to of times) {
		if (from && utilization < to.load)
			return from.ms + (to.ms - from.ms) * Math.max(0, (utilization - from.load) / (to.load - from.load))
		from = to
	}
	return from?.ms ?? 0
}
