import type { FrameBudget } from './FrameBudget.ts'
import type { JointBudget, Waiting } from './JointBudget.ts'

/** At most so much of one socket is handled in one turn of the event loop. */
const TURN_FRAMES = 32
const TURN_BYTES = 256 * 1024
/** A pause lasts at least this long, so that a flood is handled in few turns. */
const MIN_PAUSE_MS = 50
/** Free time counts this often against paused time: three quarters of the time paused is too much. */
const FREE_WEIGHT = 3

const NOTHING = new Uint8Array()

export interface InboxDeps {
	budget: FrameBudget
	/** The budget of the workshop, which all its members share. */
	joint: JointBudget
	maxPausedMs: number
	/** The socket, which is paused while frames wait. */
	socket: { pause(): void; resume(): void }
	receive(frame: Uint8Array): void
	/** Called when the member has been over its budget for too long. */
	onFlood(): void
}

/**
 * The frames of one socket, at the pace that its budget allows (BUDGET1). Over budget, the socket is
 * paused: what it has read already waits here, in order, the rest in the sender's own buffers. Over the
 * budget of the workshop it waits in the same way for its turn (BUDGET3).
 */
export class Inbox implements Waiting {
	readonly #deps: InboxDeps
	#waiting: Uint8Array[] = []
	#timer: NodeJS.Timeout | null = null
	#turn: NodeJS.Immediate | null = null
	/** Whether it waits for its turn. */
	#isQueued = false
	#isPaused = false
	#pausedMs = 0
	#pauseEndedAt = performance.now()
	#isClosed = false

	constructor(deps: InboxDeps) {
		this.#deps = deps
	}

	/** Whether frames wait, so that the socket is not read. */
	get isHolding(): boolean {
		return this.#timer !== null || this.#turn !== null || this.#isQueued
	}

	push(frame: Uint8Array): void {
		if (this.#isClosed || (!this.isHolding && this.#handleAtOnce(frame))) return
		this.#waiting.push(frame)
		if (!this.isHolding) this.#handle()
	}

	/** Drops what waits. */
	close(): void {
		this.#isClosed = true
		this.#waiting = []
		if (this.#timer) clearTimeout(this.#timer)
		if (this.#turn) clearImmediate(this.#turn)
		this.#timer = null
		this.#turn = null
		if (this.#isQueued) this.#deps.joint.leave(this)
	}

	get next(): Uint8Array {
		return this.#waiting[0] ?? NOTHING
	}

	/** Handles the next frame, whose turn it is. Returns whether more of them wait for one. */
	handleNext(): boolean {
		const { budget, receive } = this.#deps
		this.#isQueued = false
		const frame = this.#waiting.shift() ?? NOTHING
		budget.take(frame)
		receive(frame)
		if (this.#isClosed) return false
		const { waitMs } = budget
		if (this.#waiting.length === 0) this.#resume()
		else if (waitMs > 0) this.#pause(0, waitMs)
		else this.#isQueued = true
		return this.#isQueued
	}

	/** Handles a frame that waits for nothing, as nearly all do: it is queued nowhere. */
	#handleAtOnce(frame: Uint8Array): boolean {
		const { budget, joint, receive } = this.#deps
		if (this.#waiting.length > 0 || budget.waitMs > 0 || !joint.tryTake(frame)) return false
		budget.take(frame)
		receive(frame)
		return true
	}

	/** Handles what the budget allows, and leaves the rest to a later turn. */
	#handle(): void {
		const { budget, joint, receive } = this.#deps
		let bytes = 0
		let handled = 0
		for (const frame of this.#waiting) {
			const waitMs = budget.waitMs
			if (waitMs > 0) {
				this.#pause(handled, waitMs)
				return
			}
			if (handled >= TURN_FRAMES || bytes >= TURN_BYTES) {
				this.#yield(handled)
				return
			}
			if (!joint.tryTake(frame)) {
				this.#queue(handled)
				return
			}
			handled++
			bytes += frame.length
			budget.take(frame)
			receive(frame)
			if (this.#isClosed) return
		}
		this.#waiting = []
		this.#resume()
	}

	#resume(): void {
		if (this.#isPaused) this.#deps.socket.resume()
		this.#isPaused = false
	}

	/** Keeps all but the first frames, and reads no more. */
	#hold(handled: number): void {
		this.#waiting.splice(0, handled)
		if (!this.#isPaused) this.#deps.socket.pause()
		this.#isPaused = true
	}

	#queue(handled: number): void {
		this.#hold(handled)
		this.#isQueued = true
		this.#deps.joint.wait(this)
	}

	#yield(handled: number): void {
		this.#hold(handled)
		this.#turn = setImmediate(() => {
			this.#turn = null
			this.#handle()
		})
	}

	#pause(handled: number, waitMs: number): void {
		this.#hold(handled)
		// A sender that waits for its acks is only slowed down.
		const isFlood = this.#waiting.length > 1
		const pausedAt = performance.now()
		this.#pausedMs = Math.max(0, this.#pausedMs - (pausedAt - this.#pauseEndedAt) * FREE_WEIGHT)
		this.#timer = setTimeout(
			() => {
				this.#timer = null
				this.#pauseEndedAt = performance.now()
				if (isFlood) this.#pausedMs += this.#pauseEndedAt - pausedAt
				if (this.#pausedMs >= this.#deps.maxPausedMs) this.#deps.onFlood()
				else this.#handle()
			},
			Math.max(waitMs, MIN_PAUSE_MS),
		)
	}
}
