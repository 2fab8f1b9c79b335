import type { Member } from '../members/Member.ts'

/**
 * The origin of the transaction in which a room applies the frames of a tick. Authors are recorded
 * frame by frame, since the events of the transaction do not say which author made which change.
 */
export class Tick {
	/** Fails the room, because of a bug (ACK6). */
	readonly fail: (cause: unknown) => void
	#author: Member | null | undefined

	constructor(fail: (cause: unknown) => void) {
		this.fail = fail
	}

	/** Adds an author of the transaction; null is the server, which restores or repairs something. */
	addAuthor(author: Member | null): void {
		this.#author = this.#author === undefined || this.#author === author ? author : null
	}

	/**
	 * The member that made the whole transaction; null if the server or several members wrote in it.
	 */
	get author(): Member | null {
		return this.#author ?? null
	}
}
