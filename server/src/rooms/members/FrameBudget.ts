import { FRAME, SYNC } from '@charrette/shared'
import type { Bounds, Rate } from '../bounds.ts'

/** The bounds that a budget uses. */
export type BudgetRates = Pick<Bounds, 'payloadFrames' | 'otherFrames' | 'frameBytes'> &
	Partial<Pick<Bounds, 'threadMessages'>>

const UNLIMITED: Rate = { perSecond: Number.POSITIVE_INFINITY, burst: Number.POSITIVE_INFINITY }

/** The share of a reply's size that is charged to the member who asked for it. */
const REPLY_SHARE = 0.25
const OPENING_FRAMES = 4

/**
 * The budget for the frames and requests of all sockets of one token (BUDGET1), as token buckets.
 * Buckets can be overdrawn by one frame; nothing more is handled until they are balanced.
 */
export class FrameBudget {
	readonly #payloads: Bucket
	readonly #others: Bucket
	readonly #bytes: Bucket
	readonly #messages: Bucket
	readonly #now: () => number

	/** `now` returns the time in ms. */
	constructor(rates: BudgetRates, now: () => number = () => performance.now()) {
		this.#payloads = new Bucket(rates.payloadFrames)
		this.#others = new Bucket(rates.otherFrames)
		this.#bytes = new Bucket(rates.frameBytes)
		this.#messages = new Bucket(rates.threadMessages ?? UNLIMITED)
		this.#now = now
	}

	/** Takes the price of a frame. */
	take(frame: Uint8Array): void {
		const now = this.#now()
		const frames = isPayload(frame) ? this.#payloads : this.#others
		frames.take(1, now)
		this.#bytes.take(frame.length, now)
	}

	/** Takes the price of a reply of this size, or of work that costs as much. */
	takeReply(bytes: number): void {
		this.#bytes.take(bytes * REPLY_SHARE, this.#now())
	}

	/** Takes the price of a new socket; returns false if it cannot be paid. */
	takeOpening(): boolean {
		const now = this.#now()
		if (this.#others.debtMs(now) > 0) return false
		this.#others.take(OPENING_FRAMES, now)
		return true
	}

	/** Takes the price of new messages in threads (THREAD2). */
	takeMessages(count: number): void {
		this.#messages.takeAll(count, this.#now())
	}

	/** Whether messages may be written now. */
	get mayWriteMessages(): boolean {
		return this.#messages.hasLeft(this.#now())
	}

	/** Time in ms until the next frame may be handled; 0 for now. */
	get waitMs(): number {
		const now = this.#now()
		return Math.max(this.#payloads.debtMs(now), this.#others.debtMs(now), this.#bytes.debtMs(now))
	}

	/** Whether all its buckets are full, so that it can be forgotten. */
	get isFull(): boolean {
		const now = this.#now()
		return [this.#payloads, this.#others, this.#bytes, this.#messages].every((bucket) => bucket.isFull(now))
	}
}

/** A token bucket, as one number: the time at which it is full again. All times are in ms. */
class Bucket {
	readonly #burst: number
	readonly #unitMs: number
	#fullAt = Number.NEGATIVE_INFINITY

	constructor({ perSecond, burst }: Rate) {
		this.#burst = burst
		this.#unitMs = 1000 / perSecond
	}

	/** Takes this amount, at most the whole burst, even if it overdraws the bucket. */
	take(amount: number, now: number): void {
		this.#fullAt = Math.max(this.#fullAt, now) + Math.min(amount, this.#burst) * this.#unitMs
	}

	/** Takes this amount, even if it overdraws the bucket by more than a burst. */
	takeAll(amount: number, now: number): void {
		if (amount > 0) this.#fullAt = Math.max(this.#fullAt, now) + amount * this.#unitMs
	}

	/** Time until the bucket is not overdrawn. */
	debtMs(now: number): number {
		return Math.max(0, this.#fullAt - now - this.#burst * this.#unitMs)
	}

	/** Whether one may be taken without overdrawing the bucket. */
	hasLeft(now: number): boolean {
		return this.#fullAt - now <= (this.#burst - 1) * this.#unitMs
	}

	isFull(now: number): boolean {
		return this.#fullAt <= now
	}
}

function isPayload(frame: Uint8Array): boolean {
	return frame[0] === FRAME.sync && (frame[1] === SYNC.step2 || frame[1] === SYNC.update)
}
