/**
 * For how long small rooms gather what their members send, by the share of time that the event loop is busy; in between in
 * proportion. In a room of eight an edit comes every 25 ms: less than 16 ms would gather hardly any two, and in a process that is
 * busy nearly all the time, sending less often saves more of a wait than it costs.
 */
const GATHER = { calm: { load: 0.25, ms: 0 }, busy: { load: 0.5, ms: 16 }, full: { load: 0.7, ms: 32 } }
/** The load is measured anew at intervals of this. */
const MEASURE_MS = 100
/**
 * The small rooms of a process are in so many lanes, whose turns are spread evenly over the time that they gather. In one lane the
 * edits of every room would wait for the work on all the others.
 */
const LANES = 4

/** Where a small room waits for its turn to write and send. */
export interface TurnLane {
	/** For how long small rooms gather at present, in ms. */
	readonly gatherMs: number
	/** Resolves with the lane's next turn. */
	next(): Promise<void>
}

/**
 * The turns in which the small rooms of a process write and send: all of a lane that wait do it in the same step, so that one
 * commit has the edits of all. A turn comes at once while the process is calm (FAN1).
 */
export class SharedTurns {
	readonly #lanes = Array.from({ length: LANES }, (_, index) => new Lane(index / LANES, () => this.#gatherTime()))
	#assigned = 0
	#gatherMs = 0
	#measuredAt = 0
	#load = performance.eventLoopUtilization()

	/** The lane of one more room. */
	assign(): TurnLane {
		return this.#lanes[this.#assigned++ % LANES] as Lane
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

class Lane implements TurnLane {
	readonly #phase: number
	readonly #gatherTime: () => number
	#turn: Promise<void> | null = null

	/** `phase` is the lane's share, from 0 to 1, of the time that rooms gather. */
	constructor(phase: number, gatherTime: () => number) {
		this.#phase = phase
		this.#gatherTime = gatherTime
	}

	get gatherMs(): number {
		return this.#gatherTime()
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
export function gatherTimeAt(utilization: number): number {
	const { calm, busy, full } = GATHER
	const [from, to] = utilization < busy.load ? [calm, busy] : [busy, full]
	const share = (utilization - from.load) / (to.load - from.load)
	return from.ms + (to.ms - from.ms) * Math.min(1, Math.max(0, share))
}
