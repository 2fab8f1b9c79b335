import { deflateRawSync } from 'node:zlib'
import { compareJson, type ParticipantId, type Role, type StateMessage } from '@charrette/shared'
import {
	encodeHint,
	encodePrivateCards,
	encodeState,
	encodeStateChanges,
	type SocketFrame,
	toSocketFrame,
} from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'

/**
 * States within this time are coalesced, since each is the whole workshop and is sent to all
 * members.
 */
const COALESCE_MS = 100

/** Changes above this share of the state are sent as the whole state. */
const MAX_CHANGES = 1 / 2
/** At this level a state of 50 KB takes half a millisecond. */
const DEFLATE_LEVEL = 3

/** The members of a workshop that a hint is for; all by default. */
export interface HintAudience {
	role?: Role
	participant?: ParticipantId
}

/** Returns a state as a JSON value. Facilitators may get more of it than others. */
type ReadState = (isForFacilitators: boolean) => unknown

/**
 * The latest state that a room pushes to its members (ROOM2), its private card counts (ROOM3), and
 * hints (HINT1).
 */
export class LatestState {
	readonly #members: ReadonlySet<Member>
	#state: Record<'facilitators' | 'others', AudienceState> | null = null
	readonly #sent = new WeakMap<Member, AudienceState>()
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
		this.#state = { facilitators: new AudienceState(() => read(true)), others: new AudienceState(() => read(false)) }
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
		for (const member of recipients) member.writer.write([hint])
		return recipients.length
	}

	#sendAll(): void {
		this.close()
		this.#sentAt = performance.now()
		for (const member of this.#members) this.#sendState(member)
	}

	#sendState(member: Member): void {
		const state = this.#state?.[member.identity.role === 'facilitator' ? 'facilitators' : 'others']
		const before = this.#sent.get(member)
		if (!state || state === before) return
		this.#sent.set(member, state)
		const frame = member.readsChanges ? state.changesSince(before) : state.frame
		if (frame) member.writer.write([frame])
	}
}

/** A state for one of the audiences of a room, read and framed once, when it is first sent. */
class AudienceState {
	readonly #read: () => unknown
	#value: unknown
	#json: string | null = null
	#frame: SocketFrame | null = null
	#whole: SocketFrame | null = null
	/** By the earlier state; weak, so that a state does not keep all states before it. */
	readonly #changes = new WeakMap<AudienceState, SocketFrame>()

	constructor(read: () => unknown) {
		this.#read = read
	}

	/** The state for stock and older clients. */
	get frame(): SocketFrame {
		this.#frame ??= toSocketFrame(encodeState(this.json))
		return this.#frame
	}

	/**
	 * Returns what brings a client from an earlier state to this one: the changes, or the whole state
	 * if it has none or they are not smaller; null if the states are equal.
	 */
	changesSince(before: AudienceState | undefined): SocketFrame | null {
		if (before?.json === this.json) return null
		const known = before && this.#changes.get(before)
		if (known) return known
		const change = before && compareJson(before.#value, this.#value)
		const isSmall = change && JSON.stringify(change).length <= this.json.length * MAX_CHANGES
		const frame = isSmall ? encode({ change }) : this.#wholeFrame
		if (before) this.#changes.set(before, frame)
		return frame
	}

	get json(): string {
		if (this.#json === null) {
			this.#value = this.#read()
			this.#json = JSON.stringify(this.#value)
		}
		return this.#json
	}

	get #wholeFrame(): SocketFrame {
		this.#whole ??= encode({ state: this.#value })
		return this.#whole
	}
}

function encode(message: StateMessage): SocketFrame {
	const json = Buffer.from(JSON.stringify(message))
	return toSocketFrame(encodeStateChanges(deflateRawSync(json, { level: DEFLATE_LEVEL })))
}
