import type { Identity } from '@charrette/shared'
import { encodeHeld, encodeHint, encodeState } from './encodeFrames.ts'
import type { Member } from './Member.ts'

/** What a room tells its members beside its document and its presence: its state (ROOM2), what is held in private (ROOM3), hints (HINT1). */
export class Bulletin {
	readonly #members: ReadonlySet<Member>
	#state: { facilitator: Uint8Array; others: Uint8Array } | null = null
	#held: string | null = null

	constructor(members: ReadonlySet<Member>) {
		this.#members = members
	}

	/** Tells one who has come in what the others know. */
	greet(member: Member): void {
		this.#tellState(member)
		if (this.#held) member.send(encodeHeld(this.#held))
	}

	/** Sets the state that members are pushed, as JSON; facilitators may be told more. */
	pushState(json: string, forFacilitators = json): void {
		const others = encodeState(json)
		this.#state = { others, facilitator: forFacilitators === json ? others : encodeState(forFacilitators) }
		for (const member of this.#members) this.#tellState(member)
	}

	/** Sets what members are told is held in private, as JSON. */
	pushHeld(json: string): void {
		if (json === (this.#held ?? '{}')) return
		this.#held = json
		for (const member of this.#members) member.send(encodeHeld(json))
	}

	/** Says something once to those it is for; gives how many sockets that were. */
	hint(json: string, isFor: (who: Identity) => boolean): number {
		const told = [...this.#members].filter(({ who }) => isFor(who))
		for (const member of told) member.send(encodeHint(json))
		return told.length
	}

	#tellState(member: Member): void {
		const isFacilitator = member.who.role === 'facilitator'
		if (this.#state) member.send(this.#state[isFacilitator ? 'facilitator' : 'others'])
	}
}
