import { type BudgetRates, FrameBudget } from './FrameBudget.ts'

/** Turns are given at this interval, in ms, so that a flood is handled in few of them. */
const TURN_MS = 20
/** Limit of the turns of one member in one turn of the event loop. */
const MAX_TURNS = 32
/** Number of bytes that a member may send more with each turn for which it has waited. */
const TURN_BYTES = 32 * 1024
/**
 * Weight of other time against time over budget: a socket that is over its budget for more than
 * three quarters of the time is closed.
 */
const FREE_WEIGHT = 3

const NOTHING = new Uint8Array()

/**
 * The throttle of a workshop. It handles the frames of all members at the pace of two budgets: that
 * of a member's token (BUDGET1), and that of the workshop (BUDGET3). Frames that they delay are
 * handled round robin, one per turn. A large frame waits for as many turns as its size takes, so
 * that no member waits for longer than a round, however much the others send.
 */
export class Throttle {
	readonly #budget: FrameBudget
	/** The waiting members, in the order of their turns, with the bytes that each may send. */
	readonly #waiting = new Map<Inbox, number>()
	/** Whether the workshop is over its budget, so that all frames wait for a turn. */
	#isOver = false
	#timer: NodeJS.Timeout | null = null

	constructor(rates: BudgetRates) {
		this.#budget = new FrameBudget(rates)
	}

	/** Takes the price of a frame, and returns true, if the workshop's budget does not delay it. */
	tryTake(frame: Uint8Array): boolean {
		this.#isOver ||= this.#budget.waitMs > 0
		if (!this.#isOver) this.#budget.take(frame)
		return !this.#isOver
	}

	/** Queues a member for its turn. */
	wait(member: Inbox): void {
		this.#waiting.set(member, 0)
		this.#schedule()
	}

	/** Removes a member from the queue. */
	leave(member: Inbox): void {
		this.#waiting.delete(member)
	}

	#schedule(): void {
		const giveTurns = () => {
			this.#timer = null
			this.#isOver = !this.#giveTurns()
			if (this.#waiting.size > 0) this.#schedule()
		}
		this.#timer ??= setTimeout(giveTurns, Math.max(this.#budget.waitMs, TURN_MS))
	}

	/** Handles waiting frames; returns false once the workshop's budget allows no more. */
	#giveTurns(): boolean {
		let isProgress = true
		for (let turn = 0; isProgress && turn < MAX_TURNS; turn++) {
			isProgress = false
			for (const [member, credit] of [...this.#waiting]) {
				if (this.#budget.waitMs > 0) return false
				if (this.#waiting.has(member) && this.#giveTurn(member, credit)) isProgress = true
			}
		}
		return true
	}

	/** Gives a member its turn; returns false if it is over its own budget, and goes on waiting. */
	#giveTurn(member: Inbox, credit: number): boolean {
		const isReady = member.isReady()
		if (!this.#waiting.delete(member)) return false
		const left = credit + TURN_BYTES - member.next.length
		if (!isReady) this.#waiting.set(member, credit)
		else if (left < 0) this.#waiting.set(member, credit + TURN_BYTES)
		else {
			this.#budget.take(member.next)
			if (member.handleNext()) this.#waiting.set(member, Math.min(left, TURN_BYTES))
		}
		return isReady
	}
}

export interface InboxDeps {
	budget: FrameBudget
	/** The throttle of the workshop. */
	throttle: Throttle
	maxPausedMs: number
	/** The socket, which is paused while frames wait. */
	socket: { pause(): void; resume(): void }
	receive(frame: Uint8Array): void
	/** Called when the member has been over its budget for too long. */
	onFlood(): void
}

/**
 * The frames of one socket. While the throttle delays them, the socket is paused: frames that it
 * has read already wait here, in order, and the rest waits in the sender's buffers.
 */
export class Inbox {
	readonly #deps: InboxDeps
	#waiting: Uint8Array[] = []
	#isClosed = false
	/** Time over its own budget with several frames, minus three times its other time. */
	#pausedMs = 0
	#isOver = false
	#countedAt = performance.now()

	constructor(deps: InboxDeps) {
		this.#deps = deps
	}

	/** Whether frames wait, so that the socket is not read. */
	get isHolding(): boolean {
		return this.#waiting.length > 0
	}

	get next(): Uint8Array {
		return this.#waiting[0] ?? NOTHING
	}

	push(frame: Uint8Array): void {
		const { budget, throttle, socket } = this.#deps
		if (this.#isClosed) return
		if (!this.isHolding && budget.waitMs === 0 && throttle.tryTake(frame)) {
			this.#handle(frame)
			return
		}
		this.#waiting.push(frame)
		if (this.#waiting.length > 1) return
		this.isReady()
		socket.pause()
		throttle.wait(this)
	}

	/** Whether its own budget allows its next frame. Reports a member that was over it for long. */
	isReady(): boolean {
		const { budget, maxPausedMs, onFlood } = this.#deps
		const now = performance.now()
		const elapsed = now - this.#countedAt
		// A client that waits for its acks before it sends more is slowed down, but not closed.
		if (this.#isOver && this.#waiting.length > 1) this.#pausedMs += elapsed
		else this.#pausedMs = Math.max(0, this.#pausedMs - elapsed * FREE_WEIGHT)
		this.#countedAt = now
		this.#isOver = budget.waitMs > 0
		if (this.#pausedMs >= maxPausedMs) onFlood()
		return !this.#isOver
	}

	/** Handles the next frame. Returns whether more frames wait for a turn. */
	handleNext(): boolean {
		this.#handle(this.#waiting.shift() ?? NOTHING)
		if (this.isHolding) return true
		if (!this.#isClosed) this.#deps.socket.resume()
		return false
	}

	/** Drops the waiting frames. */
	close(): void {
		this.#isClosed = true
		this.#waiting = []
		this.#deps.throttle.leave(this)
	}

	#handle(frame: Uint8Array): void {
		this.#deps.budget.take(frame)
		this.#deps.receive(frame)
	}
}
