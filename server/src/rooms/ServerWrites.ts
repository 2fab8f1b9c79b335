import type { RoomId } from '@charrette/shared'
import type * as Y from 'yjs'
import { AppError } from '../errors.ts'
import { StorageError } from '../ports/StorageError.ts'
import type { Delivery } from './delivery/Delivery.ts'
import type { Addition } from './document/BoardCapacity.ts'
import type { RoomDocument } from './document/RoomDocument.ts'
import type { RoomLog } from './log/RoomLog.ts'

/** Number of changes of one room that are remembered because they were applied and not written. */
const MAX_APPLIED_WRITES = 100

export interface ServerWritesDeps {
	room: RoomId
	document: RoomDocument
	log: RoomLog
	delivery: Delivery
}

export interface WriteOptions {
	/** With it the change is refused if it does not fit into the document (GATE7e). */
	adds?: Addition
	/** The author of a command that restores earlier records (HIST7). */
	author?: string | undefined
	/** Nothing in the document is written or sent before this promise resolves. */
	after?: Promise<void>
	/**
	 * Whether the change is applied even if the disk takes no writes now; the caller waits for it.
	 */
	isWaiting?: boolean
	/** Idempotency key: equal for calls that mean the same change. */
	key?: string | undefined
}

/** Writes that the server itself makes to a room's document (ACK7). */
export class ServerWrites {
	readonly #deps: ServerWritesDeps
	/** The results of changes that were applied and not written, by their key. */
	readonly #applied = new Map<string, { result: unknown }>()

	constructor(deps: ServerWritesDeps) {
		this.#deps = deps
	}

	/**
	 * Edits the document on behalf of the server, after the pending frames of members. The change is
	 * applied at once, and the call
	 * resolves when it is durable, with the value that the change returned. Throws a `StorageError`
	 * if it cannot be written: before the change if that is known, else after it. With a `key`, such
	 * a change is not applied again when the call is repeated. Throws `not_now` for a change with
	 * `adds` that does not fit.
	 */
	async write<Result>(
		change: (doc: Y.Doc) => Result,
		{ author = '', after, isWaiting = after !== undefined, key, adds }: WriteOptions = {},
	): Promise<Result> {
		const { document, log, delivery } = this.#deps
		delivery.applyReceived()
		if (!delivery.isDurable && !isWaiting) await log.retry().catch(() => {})
		if (!delivery.isDurable && !isWaiting) throw this.#storageError()
		const earlier = key === undefined ? undefined : this.#applied.get(key)
		const reason = !earlier && adds ? document.capacity.fullReason(adds) : null
		if (reason) throw new AppError('not_now', 'This board has no room for it.', reason)
		if (after) delivery.flushes.holdUntil(after)
		const result = earlier ? (earlier.result as Result) : this.#apply(change, author)
		await delivery.flushes.sendQueued()
		if (key !== undefined) this.#addApplied(key, result)
		if (!delivery.isDurable) throw this.#storageError()
		return result
	}

	#apply<Result>(change: (doc: Y.Doc) => Result, author: string): Result {
		const { doc, attribution } = this.#deps.document
		let result: Result | undefined
		attribution.attributeTo({ author, isRestoring: true }, () => {
			result = doc.transact(() => change(doc), 'server')
		})
		return result as Result
	}

	#addApplied(key: string, result: unknown): void {
		this.#applied.delete(key)
		if (this.#deps.delivery.isDurable) return
		this.#applied.set(key, { result })
		const [oldest] = this.#applied.keys()
		if (this.#applied.size > MAX_APPLIED_WRITES && oldest !== undefined) this.#applied.delete(oldest)
	}

	#storageError(): StorageError {
		return new StorageError({ cause: `the log of ${this.#deps.room} cannot be written now` })
	}
}
