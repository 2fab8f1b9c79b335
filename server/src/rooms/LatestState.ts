import { encodeHint, encodePrivateCards, encodeState, type SocketFrame, toSocketFrame } from './frameCodec.ts'
import type { Member } from './Member.ts'
import type { HintAudience } from './nodes/ServerChannel.ts'

/**
 * States within this time are coalesced, since each is the whole workshop and is sent to all
 * members.
 */
const COALESCE_MS = 100

/** Returns a state as JSON. Facilitators may get more of it than others. */
type ReadState = (isForFacilitators: boolean) => string

/**
 * A state. It is read and framed once for each of the two audiences, when it is first sent to one
 * of its members.
 */
interface PushedState {
	read: ReadState
	facilitator: SocketFrame | null
	others: SocketFrame | null
}

/**
 * The latest state that a room pushes to its members (ROOM2), its private card counts (ROOM3), and
 * hints (HINT1).
 */
export class LatestState {
	readonly #members: ReadonlySet<Member>
	#state: PushedState | null = null
	#sentAt = Number.NEGATIVE_INFINITY
	/** Set while a state is pending. */
	#timer: NodeJS.Timeout | null = null
	#privateCards: string | null = null

	constructor(members: ReadonlySet<Member>) {
		this.#members = members
	}

	/** Sends a new member the latest state and private card counts, which the others already have. */
	sendTo(member: Member): void {
		this.#sendState(member)
		if (this.#privateCards) member.send(encodePrivateCards(this.#privateCards))
	}

	/**
	 * Sets the state, and sends it to all members, framed once. Of several states in a short time
	 * only the last one is read and sent (ROOM2c).
	 */
	pushState(read: ReadState): void {
		this.#state = { read, facilitator: null, others: null }
		const waitMs = this.#sentAt + COALESCE_MS - performance.now()
		if (this.#members.size === 0) return
		if (waitMs <= 0) this.#sendAll()
		else this.#timer ??= setTimeout(() => this.#sendAll(), waitMs)
	}

	/** Sends a pending state at once, before frames that have to follow it. */
	flush(): void {
		if (this.#timer) this.#sendAll()
	}

	/** Cancels a pending state. */
	close(): void {
		if (this.#timer) clearTimeout(this.#timer)
		this.#timer = null
	}

	/** Sets the private card counts, as JSON, and sends them to all members if they have changed. */
	pushPrivateCards(json: string): void {
		if (json === (this.#privateCards ?? '{}')) return
		this.flush()
		this.#privateCards = json
		for (const member of this.#members) member.send(encodePrivateCards(json))
	}

	/** Sends a hint once to the members that match. Returns their number. */
	sendHint(json: string, { role, participant }: HintAudience): number {
		this.flush()
		const isFor = ({ identity }: Member) =>
			(role === undefined || identity.role === role) &&
			(participant === undefined || identity.participant === participant)
		const recipients = [...this.#members].filter(isFor)
		const hint = toSocketFrame(encodeHint(json))
		for (const member of recipients) member.write([hint])
		return recipients.length
	}

	#sendAll(): void {
		this.close()
		this.#sentAt = performance.now()
		for (const member of this.#members) this.#sendState(member)
	}

	#sendState(member: Member): void {
		const state = this.#state
		if (!state) return
		const isFacilitator = member.identity.role === 'facilitator'
		const audience = isFacilitator ? 'facilitator' : 'others'
		state[audience] ??= toSocketFrame(encodeState(state.read(isFacilitator)))
		member.write([state[audience]])
	}
}
