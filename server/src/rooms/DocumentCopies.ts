import type * as Y from 'yjs'
import { copyOf, type LogCopy, withUpdates } from '../ports/LogCopy.ts'
import type { Outbox } from './delivery/Outbox.ts'
import type { AttributionLog } from './document/AttributionLog.ts'
import type { RoomLog } from './log/RoomLog.ts'

/** The state of a board at one time. */
export interface CapturedBoard {
	/** The time in ms; every later edit has a later time (HIST7). */
	at: number
	copy: LogCopy
}

export interface DocumentCopiesDeps {
	doc: Y.Doc
	log: Pick<RoomLog, 'copy'>
	outbox: Pick<Outbox, 'flush'>
	attribution: Pick<AttributionLog, 'captureNow'>
	/** Applies the pending frames of members at once. */
	applyReceived(): void
	/** Edits the document on behalf of the server. */
	write<Result>(change: (doc: Y.Doc) => Result, by: string): Promise<Result>
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
	 * Edits the document by the command of `by`. Resolves when the edit is durable, with the document
	 * as it was in the step before.
	 */
	captureAndWrite(change: (doc: Y.Doc) => void, by: string): Promise<CapturedBoard> {
		const captureAndChange = (take: () => LogCopy) =>
			this.#deps.write((doc) => {
				const captured = this.#captureNow(take)
				change(doc)
				return captured
			}, by)
		return this.#record({ isUrgent: true }, captureAndChange)
	}

	#captureNow(take: () => LogCopy): CapturedBoard {
		return { at: this.#deps.attribution.captureNow(), copy: take() }
	}

	/**
	 * Records the updates that are applied from now until `use` is done. `take` returns the document
	 * as it is when it is called.
	 */
	async #record<T>(options: { isUrgent: boolean }, use: (take: () => LogCopy) => Promise<T>): Promise<T> {
		const { doc, log, outbox, applyReceived } = this.#deps
		const later: Uint8Array[] = []
		const add = (update: Uint8Array) => void later.push(update)
		applyReceived()
		doc.on('update', add)
		try {
			await outbox.flush()
			const stored = await log.copy(options)
			applyReceived()
			return await use(() => (stored ? withUpdates(stored, later) : copyOf(doc)))
		} finally {
			doc.off('update', add)
		}
	}
}
