import { FRAME, SYNC } from '@charrette/shared'
import type { Bounds, Rate } from '../bounds.ts'

/** The bounds that a budget uses. */
export type BudgetRates = Pick<Bounds, 'payloadFrames' | 'otherFrames' | 'frameBytes'>

/** The share of a reply's size that is charged to the member who asked for it. */
const REPLY_SHARE = 0.25
/** The price of opening a socket, in frames. */
const OPENING_FRAMES = 4

/** Number of bytes that a member may send more with each turn for which it has waited. */
const TURN_BYTES = 32 * 1024
/** Turns are given at intervals of at least this, in ms. */
const MIN_WAIT_MS = 10

/**
 * The budget for the frames and requests of all sockets of one token (BUDGET1), as token buckets.
 * Buckets can be overdrawn by one frame; nothing more is handled until they are balanced.
 */
export class FrameBudget {
	readonly #payloads: Bucket
	readonly #others: Bucket
	readonly #bytes: Bucket
	readonly #now: () => number

	/** `now` returns the time in ms. */
	constructor(rates: BudgetRates, now: () => number = () => performance.now()) {
		this.#payloads = new Bucket(rates.payloadFrames)
		this.#others = new Bucket(rates.otherFrames)
		this.#bytes = new Bucket(rates.frameBytes)
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

	/** Time in ms until the next frame may be handled; 0 for now. */
	get waitMs(): number {
		const now = this.#now()
		return Math.max(this.#payloads.debtMs(now), this.#others.debtMs(now), this.#bytes.debtMs(now))
	}

	/** Whether all its buckets are full, so that it can be forgotten. */
	get isFull(): boolean {
		const now = this.#now()
		return this.#payloads.isFull(now) && this.#others.isFull(now) && this.#bytes.isFull(now)
	}
}

/** A member whose frames wait for their turn. */
export interface Waiting {
	/** Its next frame. */
	readonly next: Uint8Array
	/** Handles that frame. Returns whether more frames wait. */
	handleNext(): boolean
}

/**
 * The budget that all members of a workshop share (BUDGET3). Beyond it their frames are handled
 * round robin, one per turn. A large frame waits for as many turns as its size takes, so that no
 * member waits for longer than a round, however much the others send.
 */
export class WorkshopBudget {
	readonly #budget: FrameBudget
	/** The waiting members, in the order of their turns, with the bytes that each may send. */
	readonly #waiting = new Map<Waiting, number>()
	#timer: NodeJS.Timeout | null = null

	constructor(rates: BudgetRates) {
		this.#budget = new FrameBudget(rates)
	}

	/**
	 * Takes the price of a frame if it may be handled now. Otherwise returns false, and the member
	 * has to wait for its turn.
	 */
	tryTake(frame: Uint8Array): boolean {
		if (this.#waiting.size > 0 || this.#budget.waitMs > 0) return false
		this.#budget.take(frame)
		return true
	}

	/** Queues a member for its turn. */
	wait(member: Waiting): void {
		this.#waiting.set(member, 0)
		this.#schedule()
	}

	/** Removes a member from the queue. */
	leave(member: Waiting): void {
		this.#waiting.delete(member)
	}

	#schedule(): void {
		this.#timer ??= setTimeout(
			() => {
				this.#timer = null
				this.#giveTurns()
				if (this.#waiting.size > 0) this.#schedule()
			},
			Math.max(this.#budget.waitMs, MIN_WAIT_MS),
		)
	}

	#giveTurns(): void {
		while (this.#budget.waitMs === 0) {
			const [first] = this.#waiting
			if (!first) return
			const [member, credit] = first
			this.#waiting.delete(member)
			const { next } = member
			const left = credit + TURN_BYTES - next.length
			if (left < 0) this.#waiting.set(member, credit + TURN_BYTES)
			else {
				this.#budget.take(next)
				if (member.handleNext()) this.#waiting.set(member, Math.min(left, TURN_BYTES))
			}
		}
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

	/** Time until the bucket is not overdrawn. */
	debtMs(now: number): number {
		return Math.max(0, this.#fullAt - now - this.#burst * this.#unitMs)
	}

	isFull(now: number): boolean {
		return this.#fullAt <= now
	}
}

function isPayload(frame: Uint8Array): boolean {
	return frame[0] === FRAME.sync && (frame[1] === SYNC.step2 || frame[1] === SYNC.update)
}
