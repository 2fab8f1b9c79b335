import { encodePresence, type SocketFrame, toSocketFrame } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import type { PresenceTable } from './PresenceTable.ts'

const TICK_MS = 50
/**
 * Number of ms that presence waits longer for each ms of batch delay of small rooms: the movement
 * of a pointer matters less than an edit.
 */
const DELAY_FACTOR = 2
/**
 * A small room sends presence up to this many ms early together with an update, which saves a write
 * to each member.
 */
const EARLY_MS = 20
/** Bandwidth of presence to a member; above it the ticks become longer (FAN2). */
const BYTES_PER_MS = (48 * 1024) / 1000

export interface PresenceThrottleDeps {
	members: ReadonlySet<Member>
	presence: Pick<PresenceTable, 'takeChanged'>
	/** The time in ms for which small rooms batch their edits at present. */
	flushLane: { readonly batchDelayMs: number }
	/** Called when a tick of presence is due. */
	onDue(): void
}

/**
 * Throttles the presence of a room. It is sent in ticks of its own, which become longer with their
 * size, or a little early together with an update.
 */
export class PresenceThrottle {
	readonly #deps: PresenceThrottleDeps
	readonly #earlyMembers: number
	#isDue = false
	#timer: NodeJS.Timeout | null = null
	#nextAt = 0
	#isClosed = false

	/** Presence is sent early to rooms of at most `earlyMembers`. */
	constructor(deps: PresenceThrottleDeps, earlyMembers: number) {
		this.#deps = deps
		this.#earlyMembers = earlyMembers
	}

	/** Whether a tick of presence is due. */
	get isDue(): boolean {
		return this.#isDue
	}

	/**
	 * Whether presence is to be sent soon. Shortly after presence was sent, more is likely to follow.
	 */
	get isExpected(): boolean {
		return this.#isDue || this.#timer !== null || performance.now() < this.#nextAt
	}

	/** Schedules the next tick, because presence has changed. */
	changed(): void {
		if (this.#isClosed || this.#timer) return
		const waitMs = Math.max(0, this.#nextAt - performance.now())
		this.#timer = setTimeout(() => {
			this.#timer = null
			// It may have been sent with an update meanwhile.
			if (performance.now() < this.#nextAt - 1) return this.changed()
			this.#isDue = true
			this.#deps.onDue()
		}, waitMs)
	}

	/**
	 * Returns the next presence frame, or null if nothing has changed or the throttle does not allow
	 * one yet.
	 */
	take(isWithUpdate: boolean): SocketFrame | null {
		const { members, presence, flushLane } = this.#deps
		const earlyMs = isWithUpdate && members.size <= this.#earlyMembers ? EARLY_MS : 0
		if (!this.#isDue && performance.now() < this.#nextAt - earlyMs) return null
		this.#isDue = false
		const changed = presence.takeChanged()
		if (changed.length === 0) return null
		const frame = toSocketFrame(encodePresence(changed))
		const tickMs = TICK_MS + DELAY_FACTOR * flushLane.batchDelayMs
		this.#nextAt = performance.now() + Math.max(tickMs, frame.length / BYTES_PER_MS)
		return frame
	}

	close(): void {
		this.#isClosed = true
		if (this.#timer) clearTimeout(this.#timer)
	}
}
