import type * as Y from 'yjs'
import { type LogCopy, withUpdates } from '../ports/LogCopy.ts'
import { copyOf } from '../ports/openLogCopy.ts'
import type { Delivery } from './delivery/Delivery.ts'
import type { RoomDocument } from './document/RoomDocument.ts'
import type { RoomLog } from './log/RoomLog.ts'
import type { ServerWrites } from './ServerWrites.ts'

/** The state of a board at one time. */
export interface CapturedBoard {
	/** The time in ms; every later edit has a later time (HIST7). */
	at: number
	copy: LogCopy
}

export interface DocumentCopiesDeps {
	document: RoomDocument
	log: RoomLog
	delivery: Delivery
	writes: ServerWrites
}

/**
 * Copies of a room's document, to be opened elsewhere (LOG6). A copy consists of the log and of the
 * updates that are applied while the log is read, so that nothing is encoded: encoding 2,000 cards
 * takes 10 to 25 ms of the event loop.
 */
export class DocumentCopies {
	readonly #deps: DocumentCopiesDeps

	constructor(deps: DocumentCopiesDeps) {
		this.#deps = deps
	}

	/** Copies the current document. Its log is read in the background. */
	copy(): Promise<LogCopy> {
		return this.#record({ isUrgent: false }, async (take) => take())
	}

	/** Copies the document and takes the time of the copy in one step. */
	capture(): Promise<CapturedBoard> {
		return this.#record({ isUrgent: true }, async (take) => this.#captureNow(take))
	}

	/**
	 * Edits the document by the command of `author`. Resolves when the edit is durable, with the
	 * document as it was in the step before.
	 */
	captureAndWrite(change: (doc: Y.Doc) => void, author: string): Promise<CapturedBoard> {
		const captureAndChange = (take: () => LogCopy) =>
			this.#deps.writes.write(
				(doc) => {
					const captured = this.#captureNow(take)
					change(doc)
					return captured
				},
				{ author },
			)
		return this.#record({ isUrgent: true }, captureAndChange)
	}

	#captureNow(take: () => LogCopy): CapturedBoard {
		return { at: this.#deps.document.attribution.captureNow(), copy: take() }
	}

	/**
	 * Records the updates that are applied from now until `use` is done. `take` returns the document
	 * as it is when it is called.
	 */
	async #record<T>(options: { isUrgent: boolean }, use: (take: () => LogCopy) => Promise<T>): Promise<T> {
		const { log, delivery } = this.#deps
		const { doc } = this.#deps.document
		const later: Uint8Array[] = []
		const add = (update: Uint8Array) => void later.push(update)
		delivery.applyReceived()
		doc.on('update', add)
		try {
			await delivery.flushes.sendQueued()
			const stored = await log.copy(options)
			delivery.applyReceived()
			return await use(() => (stored ? withUpdates(stored, later) : copyOf(doc)))
		} finally {
			doc.off('update', add)
		}
	}
}
