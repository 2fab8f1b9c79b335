import type { Member } from './Member.ts'

/**
 * The origin of the transaction in which a room applies the frames of a tick. Who changed what is noted frame by frame,
 * since the events of the transaction do not say which author changed what.
 */
export class Tick {
	#author: Member | null | undefined

	/** Notes an author of the transaction; null is the server, which restores or repairs something. */
	addAuthor(author: Member | null): void {
		this.#author = this.#author === undefined || this.#author === author ? author : null
	}

	/** The member who made all of it; null if it has several authors. */
	get author(): Member | null {
		return this.#author ?? null
	}
}
