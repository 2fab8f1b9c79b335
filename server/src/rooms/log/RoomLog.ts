import type { RoomId, StorageState } from '@charrette/shared'
import type { Logger } from 'pino'
import { AppendRefusedError, type DocStore, type LoadedLog, type LogEntry } from '../../ports/DocStore.ts'
import type { LogCopy } from '../../ports/LogCopy.ts'
import type { Meter } from '../../ports/Meter.ts'
import type { Bounds } from '../bounds.ts'
import type { Compactor } from './createCompactor.ts'

/**
 * A log is compacted when it has grown, since the last compaction, by this many bytes and by this
 * many times the state that was written then. So the cost of an appended byte does not depend on
 * the size of the document (LOG2).
 */
const COMPACT_BYTES = 1024 * 1024
const COMPACT_STATES = 4
/** Overhead of a row beside its bytes, when it is stored and when it is loaded. */
const ROW_BYTES = 2048
/**
 * The log of a room that is about to close is compacted when it has grown by more rows than this.
 */
const COMPACT_ROWS_AT_REST = 50

/**
 * Limits of the pending entries and bytes that are written in one transaction; the bytes may exceed
 * their limit by one entry (ACK4).
 */
const WRITE_ROWS = 1000
const WRITE_BYTES = 4 * 1024 * 1024

export interface RoomLogDeps {
	docStore: DocStore
	bounds: Bounds
	log: Logger
	compactor: Pick<Compactor, 'compact' | 'hurry'>
	meter: Meter
}

/** What a room does when something happens to its log. */
export interface LogListener {
	onStorage(): void
	/** Called when a pending entry can never be written. */
	onRefused(cause: AppendRefusedError): void
	/**
	 * Called when a compaction begins. The returned function is called with the bytes of the state
	 * that the compaction has written, 0 for none.
	 */
	onCompaction(): (stateBytes: number) => void
}

/**
 * The log of one room. While the disk takes no writes, appended updates wait in memory and are
 * retried until they are written (ACK4); nothing is dropped as long as the process lives.
 */
export class RoomLog {
	storage: StorageState = 'ok'
	/**
	 * Number of its rows that could not be read and were not recovered. Such a log is not compacted
	 * (LOG3).
	 */
	damaged = 0
	readonly #room: RoomId
	readonly #deps: RoomLogDeps
	#listener: LogListener | null = null
	#unwritten: LogEntry[] = []
	#unwrittenBytes = 0
	#retryTimer: NodeJS.Timeout | null = null
	#retrying: Promise<void> | null = null
	/** Whether rows were appended since it was loaded. */
	#hasGrown = false
	/** Rows and bytes since the last compaction. */
	#rows = 0
	#bytes = 0
	/** Bytes of the state that the last compaction has written. */
	#stateBytes = 0
	#compacting: Promise<void> | null = null

	constructor(room: RoomId, deps: RoomLogDeps) {
		this.#room = room
		this.#deps = deps
	}

	listen(listener: LogListener): void {
		this.#listener = listener
	}

	async load(): Promise<LoadedLog> {
		const loaded = await this.#deps.docStore.load(this.#room)
		if (loaded.quarantined > 0)
			this.#deps.log.error({ room: this.#room, quarantined: loaded.quarantined }, 'log rows damaged, left out')
		this.#rows = loaded.updates.length
		// The first row is usually a state.
		this.#stateBytes = loaded.updates[0]?.length ?? 0
		this.#bytes = loaded.updates.reduce((sum, { length }) => sum + length, 0) - this.#stateBytes
		this.damaged = loaded.quarantined
		return loaded
	}

	/**
	 * Returns a copy of the log on disk; null if edits wait in memory, a row is damaged, or the log
	 * cannot be read.
	 */
	async copy(options: { isUrgent: boolean }): Promise<LogCopy | null> {
		if (this.storage !== 'ok' || this.damaged > 0) return null
		try {
			return await this.#deps.docStore.copy(this.#room, options)
		} catch (cause) {
			this.#deps.log.error({ room: this.#room, err: cause }, 'log not copied')
			return null
		}
	}

	/**
	 * Resolves with true once everything appended is durable, with false if it waits in memory. Null
	 * appends nothing. Rejects with an `AppendRefusedError` if it can never be written.
	 */
	async append(update: Uint8Array | null, metadata: Omit<LogEntry, 'room' | 'update'> = {}): Promise<boolean> {
		if (!update) return this.storage === 'ok'
		const entry: LogEntry = { room: this.#room, update, ...metadata }
		if (this.storage === 'ok') {
			try {
				await this.#deps.docStore.append([entry])
				this.#count(update.length)
				return true
			} catch (cause) {
				if (cause instanceof AppendRefusedError) throw cause
				this.#deps.log.error({ room: this.#room, err: cause }, 'log not written')
			}
		}
		this.#buffer(entry)
		return false
	}

	/** Tries at once to write the pending entries; rejects if it fails. */
	retry(): Promise<void> {
		this.#retrying ??= this.#writeAll().finally(() => {
			this.#retrying = null
		})
		return this.#retrying
	}

	/**
	 * Starts a compaction that replaces the damaged rows by a state, because later rows contain their
	 * edits again.
	 */
	replaceDamaged(): void {
		this.damaged = 0
		this.#compact({ canReplaceDamaged: true, isUrgent: true })
	}

	/**
	 * Starts a compaction, unless one runs; a compaction that waits for its turn runs next. Returns
	 * false if the log cannot be compacted now.
	 */
	compact(): boolean {
		if (this.damaged > 0 || this.storage !== 'ok') return false
		this.#compact({ isUrgent: true })
		return true
	}

	/**
	 * Compacts a log that has grown here, and resolves once no compaction runs. The log of a room
	 * that was only read stays as it is (LOG2a).
	 */
	async compactAndWait(): Promise<void> {
		if (this.#hasGrown && this.#rows > COMPACT_ROWS_AT_REST) this.#compact({ isUrgent: true })
		await this.#compacting
	}

	/** Gives up the entries that could not be written; the members still have them. */
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
			const entries = this.#nextBatch()
			await this.#deps.docStore.append(entries)
			this.#unwritten.splice(0, entries.length)
			for (const { update } of entries) {
				this.#unwrittenBytes -= update.length
				this.#count(update.length)
			}
		}
		this.#setStorage('ok')
	}

	#nextBatch(): LogEntry[] {
		let bytes = 0
		const end = this.#unwritten.findIndex(({ update }, index) => {
			const isBeyond = index >= WRITE_ROWS || bytes > WRITE_BYTES
			bytes += update.length
			return isBeyond
		})
		return end < 0 ? [...this.#unwritten] : this.#unwritten.slice(0, end)
	}

	#retryLater(): void {
		this.#retryTimer ??= setTimeout(() => {
			this.#retryTimer = null
			this.retry().catch((cause: unknown) => {
				if (cause instanceof AppendRefusedError) this.#listener?.onRefused(cause)
				else this.#retryLater()
			})
		}, this.#deps.bounds.retryMs)
	}

	#setStorage(state: StorageState): void {
		if (state === this.storage) return
		this.storage = state
		this.#deps.log.warn({ room: this.#room, storage: state }, 'storage changed')
		this.#listener?.onStorage()
	}

	#count(bytes: number): void {
		this.#deps.meter.appended(bytes)
		this.#hasGrown = true
		this.#rows++
		this.#bytes += bytes
		const grown = this.#bytes + this.#rows * ROW_BYTES
		if (grown > Math.max(COMPACT_BYTES, COMPACT_STATES * this.#stateBytes)) this.#compact({ isUrgent: false })
	}

	#compact({ canReplaceDamaged = false, isUrgent }: { canReplaceDamaged?: boolean; isUrgent: boolean }): void {
		const { compactor } = this.#deps
		if (isUrgent && this.#compacting) compactor.hurry(this.#room)
		if (this.#compacting || this.damaged > 0) return
		const rows = this.#rows
		const bytes = this.#bytes
		const onCompacted = this.#listener?.onCompaction()
		const finish = (stateBytes: number, hasFailed = false) => {
			this.#deps.meter.compacted(hasFailed)
			this.#rows -= rows - 1
			this.#bytes -= bytes
			if (!hasFailed) this.#stateBytes = stateBytes
			this.#compacting = null
			onCompacted?.(stateBytes)
		}
		this.#compacting = compactor.compact(this.#room, { canReplaceDamaged, isUrgent }).then(
			(stateBytes) => finish(stateBytes),
			(cause: unknown) => {
				this.#deps.log.error({ room: this.#room, err: cause }, 'log not compacted')
				finish(0, true)
			},
		)
	}
}
