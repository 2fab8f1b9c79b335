import type { Identity } from '@charrette/shared'
import { encodeHint, encodePrivateCards, encodeState } from './frameCodec.ts'
import type { Member } from './Member.ts'

/** What a room tells its members beside its document and its presence: its state (ROOM2), what is held in private (ROOM3), hints (HINT1). */
export class LatestState {
	readonly #members: ReadonlySet<Member>
	#state: { facilitator: Uint8Array; others: Uint8Array } | null = null
	#privateCards: string | null = null

	constructor(members: ReadonlySet<Member>) {
		this.#members = members
	}

	/** Tells one who has come in what the others know. */
	sendTo(member: Member): void {
		this.#sendState(member)
		if (this.#privateCards) member.send(encodePrivateCards(this.#privateCards))
	}

	/** Sets the state that members are pushed, as JSON; facilitators may be told more. */
	pushState(json: string, forFacilitators = json): void {
		const others = encodeState(json)
		this.#state = { others, facilitator: forFacilitators === json ? others : encodeState(forFacilitators) }
		for (const member of this.#members) this.#sendState(member)
	}

	/** Sets what members are told is held in private, as JSON. */
	pushPrivateCards(json: string): void {
		if (json === (this.#privateCards ?? '{}')) return
		this.#privateCards = json
		for (const member of this.#members) member.send(encodePrivateCards(json))
	}

	/** Says something once to those it is for; gives how many sockets that were. */
	sendHint(json: string, isFor: (who: Identity) => boolean): number {
		const told = [...this.#members].filter(({ who }) => isFor(who))
		for (const member of told) member.send(encodeHint(json))
		return told.length
	}

	#sendState(member: Member): void {
		const isFacilitator = member.who.role === 'facilitator'
		if (this.#state) member.send(this.#state[isFacilitator ? 'facilitator' : 'others'])
	}
}
