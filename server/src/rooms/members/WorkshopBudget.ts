import { type BudgetRates, FrameBudget } from './FrameBudget.ts'

/** Number of bytes that a member may send more with each turn for which it has waited. */
const TURN_BYTES = 32 * 1024
/** Turns are given at intervals of at least this, in ms. */
const MIN_WAIT_MS = 10

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
