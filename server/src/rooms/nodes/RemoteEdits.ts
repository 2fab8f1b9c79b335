import type { RoomId } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { Claim } from '../../ports/DocStore.ts'
import type { ClientOwners } from '../gate/ClientOwners.ts'
import type { RoomLog } from '../RoomLog.ts'
import { REMOTE_ORIGIN } from './remoteOrigin.ts'

export interface RemoteEditsDeps {
	room: RoomId
	doc: Y.Doc
	log: RoomLog
	owners: ClientOwners
	logger: Logger
	/** Called when edits wait for the next tick. */
	onWaiting(): void
}

/**
 * The edits that other nodes have committed to a room's document. They come from the broadcast as
 * they are made, and from the log wherever some may be missing (NODE2).
 */
export class RemoteEdits {
	readonly #deps: RemoteEditsDeps
	#waiting: Uint8Array[] = []
	#reading: Promise<void> = Promise.resolve()
	#nextReading: Promise<void> | null = null
	#isOpen = false
	#isClosed = false
	/** Whether the log has to be read again, because that was requested during its first read. */
	#isBehind = false

	constructor(deps: RemoteEditsDeps) {
		this.#deps = deps
	}

	get isWaiting(): boolean {
		return this.#isOpen && this.#waiting.length > 0
	}

	/** Takes edits that were committed; they are applied with the next tick. */
	receive(updates: readonly Uint8Array[], claims: readonly Claim[]): void {
		if (this.#isClosed) return
		this.#deps.owners.add(claims)
		if (updates.length === 0) return
		this.#waiting.push(...updates)
		if (this.#isOpen) this.#deps.onWaiting()
	}

	/** Starts to apply edits, once the log was read; first those that have arrived meanwhile. */
	begin(): void {
		this.#isOpen = true
		this.applyWaiting()
		if (this.#isBehind) this.catchUpSoon()
	}

	/**
	 * Applies the waiting edits. If they depend on others that did not arrive, these are read from
	 * the log.
	 */
	applyWaiting(): void {
		const updates = this.#waiting
		if (!this.#isOpen || updates.length === 0) return
		this.#waiting = []
		const { doc } = this.#deps
		doc.transact(() => {
			for (const update of updates) Y.applyUpdate(doc, update, REMOTE_ORIGIN)
		}, REMOTE_ORIGIN)
		if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) this.catchUpSoon()
	}

	/** Applies everything that was committed before this call. Rejects if the log cannot be read. */
	catchUp(): Promise<void> {
		// A read in progress may miss edits that were committed since it began.
		this.#nextReading ??= this.#reading
			.catch(() => {})
			.then(() => {
				this.#nextReading = null
				this.#reading = this.#read()
				return this.#reading
			})
		return this.#nextReading
	}

	/** Like `catchUp`, but does not wait, and logs a failure. */
	catchUpSoon(): void {
		this.catchUp().catch((cause: unknown) =>
			this.#deps.logger.warn({ room: this.#deps.room, err: cause }, 'log of other nodes not read'),
		)
	}

	close(): void {
		this.#isClosed = true
		this.#waiting = []
	}

	async #read(): Promise<void> {
		this.#isBehind = !this.#isOpen
		if (this.#isClosed || !this.#isOpen) return
		const { updates, claims } = await this.#deps.log.loadNewer()
		this.receive(updates, claims)
		if (!this.#isClosed) this.applyWaiting()
	}
}
