import type { Member } from '../members/Member.ts'

/**
 * The origin of the transaction in which a room applies the frames of a tick. Authors are recorded
 * frame by frame, since the events of the transaction do not say which member made which change.
 */
export class Tick {
	/** Fails the room, because of a bug (ACK6). */
	readonly fail: (cause: unknown) => void
	#writer: Member | null | undefined

	constructor(fail: (cause: unknown) => void) {
		this.fail = fail
	}

	/** Adds a member that wrote in it; null is the server, which restores or repairs something. */
	addWriter(writer: Member | null): void {
		this.#writer = this.#writer === undefined || this.#writer === writer ? writer : null
	}

	/**
	 * The member that made the whole transaction; null if the server or several members wrote in it.
	 */
	get onlyMember(): Member | null {
		return this.#writer ?? null
	}
}
