import type { RoomId, StorageState } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { DocStore, LoadedLog, LogEntry } from '../ports/DocStore.ts'
import type { Bounds } from './bounds.ts'

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
		this.#keep(entry)
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
	async rest(): Promise<void> {
		if (this.#rows > COMPACT_ROWS_AT_REST) this.#compact()
		await this.#compacting
	}

	/** Gives up what could not be written; the members still have it. */
	close(): void {
		if (this.#retryTimer) clearTimeout(this.#retryTimer)
		if (this.#unwritten.length > 0)
			this.#deps.log.error({ room: this.#room, bytes: this.#unwrittenBytes }, 'room closed with edits unwritten')
	}

	#keep(entry: LogEntry): void {
		this.#unwritten.push(entry)
		this.#unwrittenBytes += entry.update.length
		this.#become(this.#unwrittenBytes > this.#deps.bounds.maxUnwrittenBytes ? 'full' : 'failing')
		this.#retryLater()
	}

	async #writeAll(): Promise<void> {
		while (this.#unwritten.length > 0) {
			const entries = [...this.#unwritten]
			const update = Y.mergeUpdates(entries.map((entry) => entry.update))
			const claims = entries.flatMap((entry) => entry.claims ?? [])
			const touches = entries.flatMap((entry) => entry.touches ?? [])
			await this.#deps.docStore.append([{ room: this.#room, update, claims, touches }])
			this.#unwritten = this.#unwritten.slice(entries.length)
			this.#unwrittenBytes = this.#unwritten.reduce((sum, entry) => sum + entry.update.length, 0)
			this.#count(update.length)
		}
		this.#become('ok')
	}

	#retryLater(): void {
		this.#retryTimer ??= setTimeout(() => {
			this.#retryTimer = null
			this.retry().catch(() => this.#retryLater())
		}, this.#deps.bounds.retryMs)
	}

	#become(state: StorageState): void {
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
