import type { RoomId } from '@charrette/shared'
import type * as Y from 'yjs'
import { AppError } from '../errors.ts'
import { StorageError } from '../ports/StorageError.ts'
import type { Outbox } from './delivery/Outbox.ts'
import type { AttributionLog } from './document/AttributionLog.ts'
import type { Addition, MemberUpdates } from './document/MemberUpdates.ts'
import type { RoomLog } from './log/RoomLog.ts'

/** Number of changes of one room that are remembered because they were applied and not written. */
const MAX_APPLIED_WRITES = 100

export interface ServerWritesDeps {
	room: RoomId
	doc: Y.Doc
	log: RoomLog
	attribution: AttributionLog
	outbox: Outbox
	updates: Pick<MemberUpdates, 'fullReason'>
	/** Whether every edit in the document is on disk. */
	isDurable(): boolean
}

export interface WriteOptions {
	/** With it the change is refused if it does not fit into the document (GATE7e). */
	adds?: Addition
	/** The author of a command that restores earlier records (HIST7). */
	by?: string | undefined
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
	 * Edits the document on behalf of the server. The change is applied at once, and the call
	 * resolves when it is durable, with the value that the change returned. Throws a `StorageError`
	 * if it cannot be written: before the change if that is known, else after it. With a `key`, such
	 * a change is not applied again when the call is repeated. Throws `not_now` for a change with
	 * `adds` that does not fit.
	 */
	async write<Result>(
		change: (doc: Y.Doc) => Result,
		{ by = '', after, isWaiting = after !== undefined, key, adds }: WriteOptions = {},
	): Promise<Result> {
		const { log, outbox, isDurable } = this.#deps
		if (!isDurable() && !isWaiting) await log.retry().catch(() => {})
		if (!isDurable() && !isWaiting) throw this.#storageError()
		const earlier = key === undefined ? undefined : this.#applied.get(key)
		const reason = !earlier && adds ? this.#deps.updates.fullReason(adds) : null
		if (reason) throw new AppError('not_now', 'This board has no room for it.', reason)
		if (after) outbox.holdUntil(after)
		const result = earlier ? (earlier.result as Result) : this.#apply(change, by)
		await outbox.flush()
		if (key !== undefined) this.#addApplied(key, result)
		if (!isDurable()) throw this.#storageError()
		return result
	}

	#apply<Result>(change: (doc: Y.Doc) => Result, by: string): Result {
		const { doc, attribution } = this.#deps
		let result: Result | undefined
		attribution.attributeTo({ owner: by, isRestoring: true }, () => {
			result = doc.transact(() => change(doc), 'server')
		})
		return result as Result
	}

	#addApplied(key: string, result: unknown): void {
		this.#applied.delete(key)
		if (this.#deps.isDurable()) return
		this.#applied.set(key, { result })
		const [oldest] = this.#applied.keys()
		if (this.#applied.size > MAX_APPLIED_WRITES && oldest !== undefined) this.#applied.delete(oldest)
	}

	#storageError(): StorageError {
		return new StorageError({ cause: `the log of ${this.#deps.room} cannot be written now` })
	}
}
