/** For how long rooms gather, in ms, by the share of time that the event loop is busy: in proportion between two entries. */
type GatherTimes = readonly { load: number; ms: number }[]
/**
 * With presence to send: in a room of eight an edit comes every 25 ms, so that less than 16 ms would gather hardly any two, and
 * in a process that is busy nearly all the time, sending less often saves more of a wait than it costs.
 */
export const WITH_PRESENCE: GatherTimes = [
	{ load: 0.25, ms: 0 },
	{ load: 0.5, ms: 16 },
	{ load: 0.7, ms: 32 },
]
/** Without: there is nothing that could travel with an edit but another one, so it waits only where hardly any time is left. */
export const EDITS_ALONE: GatherTimes = [
	{ load: 0.8, ms: 0 },
	{ load: 0.95, ms: 16 },
]
/** The load is measured anew at intervals of this. */
const MEASURE_MS = 100
/**
 * The small rooms of a process are in so many lanes, whose turns are spread evenly over the time that they gather. In one lane the
 * edits of every room would wait for the work on all the others.
 */
const LANES = 4

/** Where a small room waits for its turn to write and send. */
export interface TurnLane {
	/** For how long small rooms with presence to send gather at present, in ms. */
	readonly gatherMs: number
	/** Resolves with the lane's next turn for a room with, or without, presence to send. */
	next(hasPresence: boolean): Promise<void>
}

/**
 * The turns in which the small rooms of a process write and send: all of a lane that wait do it in the same step, so that one
 * commit has the edits of all. A turn comes at once while the process is calm (FAN1).
 */
export class SharedTurns {
	readonly #lanes = Array.from({ length: LANES }, (_, index) => this.#createLane(index / LANES))
	#assigned = 0
	#utilization = 0
	#measuredAt = 0
	#load = performance.eventLoopUtilization()

	/** The lane of one more room. */
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

	/** The share of time that the event loop was busy, from 0 to 1, when it was measured last. */
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

	/** `phase` is the lane's share, from 0 to 1, of the time that rooms gather. */
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

/** The time in ms from `now` until the next turn of a lane that has one every `gatherMs`, at `phase` of it. */
export function untilTurn(now: number, gatherMs: number, phase: number): number {
	const turns = now / gatherMs - phase
	return (Math.floor(turns) + 1 - turns) * gatherMs
}

/** How long rooms gather at a share of time, from 0 to 1, that the event loop is busy; in ms. */
export function gatherTimeAt(utilization: number, times: GatherTimes): number {
	let from = times[0]
	for (const to of times) {
		if (from && utilization < to.load)
			return from.ms + (to.ms - from.ms) * Math.max(0, (utilization - from.load) / (to.load - from.load))
		from = to
	}
	return from?.ms ?? 0
}
