import { FRAME, SYNC } from '@charrette/shared'
import type { Bounds, Rate } from './bounds.ts'

/** The part of the bounds that is a budget. */
export type BudgetRates = Pick<Bounds, 'payloadFrames' | 'otherFrames' | 'frameBytes'>

/** The share of an answer's size that is charged to the member who asked for it. */
const ANSWER_SHARE = 0.25
/** The price of opening a socket, in frames. */
const OPENING_FRAMES = 4

/**
 * What the sockets of one token may send and ask for (BUDGET1), as token buckets. Buckets can be
 * overdrawn by one frame; nothing more is handled until they are balanced.
 */
export class FrameBudget {
	readonly #payloads: Bucket
	readonly #others: Bucket
	readonly #bytes: Bucket

	/** `now` returns the time in ms. */
	constructor(rates: BudgetRates, now: () => number = () => performance.now()) {
		this.#payloads = new Bucket(rates.payloadFrames, now)
		this.#others = new Bucket(rates.otherFrames, now)
		this.#bytes = new Bucket(rates.frameBytes, now)
	}

	/** Takes the price of a frame. */
	take(frame: Uint8Array): void {
		const frames = isPayload(frame) ? this.#payloads : this.#others
		frames.take(1)
		this.#bytes.take(frame.length)
	}

	/** Takes the price of an answer of this size, or of work that costs as much. */
	takeAnswer(bytes: number): void {
		this.#bytes.take(bytes * ANSWER_SHARE)
	}

	/** Takes the price of a new socket; returns false if it cannot be paid. */
	takeOpening(): boolean {
		if (this.#others.debtMs > 0) return false
		this.#others.take(OPENING_FRAMES)
		return true
	}

	/** Time in ms until the next frame may be handled; 0 for now. */
	get waitMs(): number {
		return Math.max(this.#payloads.debtMs, this.#others.debtMs, this.#bytes.debtMs)
	}

	/** Whether nothing of it is used up, so that it can be forgotten. */
	get isFull(): boolean {
		return this.#payloads.isFull && this.#others.isFull && this.#bytes.isFull
	}
}

/** A token bucket. */
class Bucket {
	readonly #rate: Rate
	readonly #now: () => number
	#level: number
	#at: number

	constructor(rate: Rate, now: () => number) {
		this.#rate = rate
		this.#now = now
		this.#level = rate.burst
		this.#at = now()
	}

	/** Takes this amount, at most the whole burst, even if it overdraws the bucket. */
	take(amount: number): void {
		this.#fill()
		this.#level -= Math.min(amount, this.#rate.burst)
	}

	/** Time in ms until the bucket is not overdrawn. */
	get debtMs(): number {
		this.#fill()
		return this.#level >= 0 ? 0 : (-this.#level / this.#rate.perSecond) * 1000
	}

	get isFull(): boolean {
		this.#fill()
		return this.#level >= this.#rate.burst
	}

	#fill(): void {
		const now = this.#now()
		this.#level = Math.min(this.#rate.burst, this.#level + ((now - this.#at) / 1000) * this.#rate.perSecond)
		this.#at = now
	}
}

function isPayload(frame: Uint8Array): boolean {
	return frame[0] === FRAME.sync && (frame[1] === SYNC.step2 || frame[1] === SYNC.update)
}
