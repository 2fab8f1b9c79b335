import type { FrameBudget, Waiting, WorkshopBudget } from './FrameBudget.ts'

/** Limits of the frames and bytes of one socket that are handled in one turn of the event loop. */
const TURN_FRAMES = 32
const TURN_BYTES = 256 * 1024
/** A pause lasts at least this long, so that a flood is handled in few turns. */
const MIN_PAUSE_MS = 50
/**
 * Weight of unpaused time against paused time: a socket that is paused for more than three quarters
 * of the time is paused too much.
 */
const FREE_WEIGHT = 3

const NOTHING = new Uint8Array()

export interface InboxDeps {
	budget: FrameBudget
	/** The budget of the workshop, which all its members share. */
	workshopBudget: WorkshopBudget
	maxPausedMs: number
	/** The socket, which is paused while frames wait. */
	socket: { pause(): void; resume(): void }
	receive(frame: Uint8Array): void
	/** Called when the member has been over its budget for too long. */
	onFlood(): void
}

/**
 * The frames of one socket, at the pace that its budget allows (BUDGET1). Over budget, the socket
 * is paused: frames that it has read already wait here, in order, and the rest waits in the
 * sender's buffers. Over the budget of the workshop, frames wait in the same way for their turn
 * (BUDGET3).
 */
export class Inbox implements Waiting {
	readonly #deps: InboxDeps
	#waiting: Uint8Array[] = []
	#timer: NodeJS.Timeout | null = null
	#turn: NodeJS.Immediate | null = null
	/** Whether it waits for its turn in the budget of the workshop. */
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

	/** Drops the waiting frames. */
	close(): void {
		this.#isClosed = true
		this.#waiting = []
		if (this.#timer) clearTimeout(this.#timer)
		if (this.#turn) clearImmediate(this.#turn)
		this.#timer = null
		this.#turn = null
		if (this.#isQueued) this.#deps.workshopBudget.leave(this)
	}

	get next(): Uint8Array {
		return this.#waiting[0] ?? NOTHING
	}

	/** Handles the next frame, whose turn has come. Returns whether more frames wait for a turn. */
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

	/**
	 * Handles a frame without queueing it, if no budget delays it, which is the case for nearly all
	 * frames. Returns false otherwise.
	 */
	#handleAtOnce(frame: Uint8Array): boolean {
		const { budget, workshopBudget, receive } = this.#deps
		if (this.#waiting.length > 0 || budget.waitMs > 0 || !workshopBudget.tryTake(frame)) return false
		budget.take(frame)
		receive(frame)
		return true
	}

	/** Handles the waiting frames that the budgets allow, and leaves the rest to a later turn. */
	#handle(): void {
		const { budget, workshopBudget, receive } = this.#deps
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
			if (!workshopBudget.tryTake(frame)) {
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

	/** Removes the handled frames, and pauses the socket. */
	#hold(handled: number): void {
		this.#waiting.splice(0, handled)
		if (!this.#isPaused) this.#deps.socket.pause()
		this.#isPaused = true
	}

	#queue(handled: number): void {
		this.#hold(handled)
		this.#isQueued = true
		this.#deps.workshopBudget.wait(this)
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
		// A client that waits for its acks before it sends more is slowed down, but not closed.
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
