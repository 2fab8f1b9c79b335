import type { Identity } from '@charrette/shared'
import { encodeHint, encodePrivateCards, encodeState } from './frameCodec.ts'
import type { Member } from './Member.ts'

/**
 * The latest state that a room pushes to its members (ROOM2), its private card counts (ROOM3), and
 * hints (HINT1).
 */
export class LatestState {
	readonly #members: ReadonlySet<Member>
	#state: { facilitator: Uint8Array; others: Uint8Array } | null = null
	#privateCards: string | null = null

	constructor(members: ReadonlySet<Member>) {
		this.#members = members
	}

	/** Sends a new member what the others already have. */
	sendTo(member: Member): void {
		this.#sendState(member)
		if (this.#privateCards) member.send(encodePrivateCards(this.#privateCards))
	}

	/** Sets the state, as JSON, and sends it to all members; facilitators may get more of it. */
	pushState(json: string, forFacilitators = json): void {
		const others = encodeState(json)
		this.#state = { others, facilitator: forFacilitators === json ? others : encodeState(forFacilitators) }
		for (const member of this.#members) this.#sendState(member)
	}

	/** Sets the private card counts, as JSON, and sends them to all members if they have changed. */
	pushPrivateCards(json: string): void {
		if (json === (this.#privateCards ?? '{}')) return
		this.#privateCards = json
		for (const member of this.#members) member.send(encodePrivateCards(json))
	}

	/** Sends a hint once to the members that match. Returns their number. */
	sendHint(json: string, isFor: (identity: Identity) => boolean): number {
		const recipients = [...this.#members].filter(({ identity }) => isFor(identity))
		for (const member of recipients) member.send(encodeHint(json))
		return recipients.length
	}

	#sendState(member: Member): void {
		const isFacilitator = member.identity.role === 'facilitator'
		if (this.#state) member.send(this.#state[isFacilitator ? 'facilitator' : 'others'])
	}
}
