import { Worker } from 'node:worker_threads'
import type { RoomId, StorageState } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { DocStore, LoadedLog, LogEntry } from '../ports/DocStore.ts'
import type { Bounds } from './bounds.ts'
import type { CompactAnswer } from './compactWorker.ts'

/** A log of more rows or bytes than this since it was last put in one is put in one (LOG2). */
const COMPACT_ROWS = 500
const COMPACT_BYTES = 1024 * 1024
/** The same for a log that nobody writes any more. */
const COMPACT_ROWS_AT_REST = 50

export interface RoomLogDeps {
	docStore: DocStore
	bounds: Bounds
	log: Logger
	/** Puts a room's log in one; see `DocStore.compact`. */
	compact(room: RoomId): Promise<void>
	/** Called when what is appended gets on disk again, or no longer does. */
	onStorage(state: StorageState): void
}

/**
 * A room's log as its room sees it. When the disk takes nothing, what is appended waits in memory and is tried again
 * until it is written (ACK4); nothing is ever dropped while the process lives.
 */
export class RoomLog {
	storage: StorageState = 'ok'
	readonly #room: RoomId
	readonly #deps: RoomLogDeps
	#unwritten: LogEntry[] = []
	#unwrittenBytes = 0
	#retryTimer: NodeJS.Timeout | null = null
	#retrying: Promise<void> | null = null
	#rows = 0
	#bytes = 0
	#compacting: Promise<void> | null = null

	constructor(room: RoomId, deps: RoomLogDeps) {
		this.#room = room
		this.#deps = deps
	}

	async load(): Promise<LoadedLog> {
		const loaded = await this.#deps.docStore.load(this.#room)
		if (loaded.quarantined > 0)
			this.#deps.log.error({ room: this.#room, quarantined: loaded.quarantined }, 'log rows damaged, left out')
		this.#rows = loaded.updates.length
		return loaded
	}

	/** Resolves with true once everything appended is durable; with false if it waits in memory. Null appends nothing. */
	async append(update: Uint8Array | null, beside: Omit<LogEntry, 'room' | 'update'> = {}): Promise<boolean> {
		if (!update) return this.storage === 'ok'
		const entry: LogEntry = { room: this.#room, update, ...beside }
		if (this.storage === 'ok') {
			try {
				await this.#deps.docStore.append([entry])
				this.#count(update.length)
				return true
			} catch (cause) {
				this.#deps.log.error({ room: this.#room, cause: String(cause) }, 'log not written')
			}
		}
		this.#buffer(entry)
		return false
	}

	/** Tries at once to write what waits; rejects if it can't be. */
	retry(): Promise<void> {
		this.#retrying ??= this.#writeAll().finally(() => {
			this.#retrying = null
		})
		return this.#retrying
	}

	/** Puts a log that has grown in one, and resolves once no compaction runs. */
	async settle(): Promise<void> {
		if (this.#rows > COMPACT_ROWS_AT_REST) this.#compact()
		await this.#compacting
	}

	/** Gives up what could not be written; the members still have it. */
	close(): void {
		if (this.#retryTimer) clearTimeout(this.#retryTimer)
		if (this.#unwritten.length > 0)
			this.#deps.log.error({ room: this.#room, bytes: this.#unwrittenBytes }, 'room closed with edits unwritten')
	}

	#buffer(entry: LogEntry): void {
		this.#unwritten.push(entry)
		this.#unwrittenBytes += entry.update.length
		this.#setStorage(this.#unwrittenBytes > this.#deps.bounds.maxUnwrittenBytes ? 'full' : 'failing')
		this.#retryLater()
	}

	async #writeAll(): Promise<void> {
		while (this.#unwritten.length > 0) {
			const entries = [...this.#unwritten]
			const update = Y.mergeUpdates(entries.map((entry) => entry.update))
			const claims = entries.flatMap((entry) => entry.claims ?? [])
			const touches = entries.flatMap((entry) => entry.attributions ?? [])
			await this.#deps.docStore.append([{ room: this.#room, update, claims, attributions: touches }])
			this.#unwritten = this.#unwritten.slice(entries.length)
			this.#unwrittenBytes = this.#unwritten.reduce((sum, entry) => sum + entry.update.length, 0)
			this.#count(update.length)
		}
		this.#setStorage('ok')
	}

	#retryLater(): void {
		this.#retryTimer ??= setTimeout(() => {
			this.#retryTimer = null
			this.retry().catch(() => this.#retryLater())
		}, this.#deps.bounds.retryMs)
	}

	#setStorage(state: StorageState): void {
		if (state === this.storage) return
		this.storage = state
		this.#deps.log.warn({ room: this.#room, storage: state }, 'storage changed')
		this.#deps.onStorage(state)
	}

	#count(bytes: number): void {
		this.#rows++
		this.#bytes += bytes
		if (this.#rows > COMPACT_ROWS || this.#bytes > COMPACT_BYTES) this.#compact()
	}

	#compact(): void {
		if (this.#compacting) return
		const rows = this.#rows
		const bytes = this.#bytes
		const done = () => {
			this.#rows -= rows - 1
			this.#bytes -= bytes
			this.#compacting = null
		}
		this.#compacting = this.#deps.compact(this.#room).then(done, (cause: unknown) => {
			this.#deps.log.error({ room: this.#room, cause: String(cause) }, 'log not compacted')
			done()
		})
	}
}

/** Puts logs in one, one after the other, in a thread of its own: the event loop does not wait for a large board (LOG2). */
export class Compactor {
	readonly #docStore: DocStore
	#worker: Worker | null = null
	#last: Promise<void> = Promise.resolve()

	constructor(docStore: DocStore) {
		this.#docStore = docStore
	}

	/** Resolves once this room's log is in one, or left as it is because it could not be made the same. */
	compact(room: RoomId): Promise<void> {
		const done = this.#last.then(() => this.#docStore.compact(room, (updates) => this.#merge(updates)))
		this.#last = done.catch(() => {})
		return done
	}

	/** Resolves once no compaction runs. */
	async close(): Promise<void> {
		await this.#last
		await this.#worker?.terminate()
	}

	#merge(updates: Uint8Array[]): Promise<Uint8Array | null> {
		this.#worker ??= new Worker(new URL('./compactWorker.js', import.meta.url))
		const worker = this.#worker
		worker.unref()
		return new Promise((resolve, reject) => {
			const onMessage = ({ state }: CompactAnswer) => {
				worker.off('error', onError)
				resolve(state)
			}
			const onError = (cause: Error) => {
				worker.off('message', onMessage)
				this.#worker = null
				reject(cause)
			}
			worker.once('message', onMessage).once('error', onError)
			worker.postMessage({ updates })
		})
	}
}
