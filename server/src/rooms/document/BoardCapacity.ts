import { LIMITS, type RoomId, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { Bounds } from '../bounds.ts'
import { growthOf, liveBytes } from '../gate/liveContent.ts'
import type { RecordChanges } from '../gate/recordChanges.ts'
import { noRecords, recordTypeOf } from '../gate/recordTypes.ts'
import type { Capacity } from '../gate/updateSize.ts'
import { Tick } from './Tick.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/**
 * Share of the limit by which small edits may exceed it, since cleaning up a full board needs them.
 */
const RESERVE = 1 / 4
/** A document whose estimated size is larger is not encoded on the event loop to measure it. */
const MAX_ENCODED_BYTES = 1024 * 1024
/**
 * Beyond `NEARLY_FULL` of the limit of its history, a document is measured whenever it has grown by
 * `GROWTH` of that limit.
 */
const NEARLY_FULL = 7 / 8
const GROWTH = 1 / 16

export interface BoardCapacityDeps {
	room: RoomId
	bounds: Bounds
	/** The time in ms. */
	now(): number
	/**
	 * Starts a compaction of the log, which measures the document; returns false if the log cannot be
	 * compacted now.
	 */
	compact(): boolean
}

/** How much more a document can take; negative if it has too much. */
export interface RemainingCapacity {
	shapes: number
	/** Bytes of live content. */
	bytes: number
	/** Bytes of the encoded document, with its edit history. */
	history: number
	/** Messages of threads (THREAD2). */
	messages: number
}

/** Number of shapes and bytes that a change of the server adds to a document, at most. */
export interface Addition {
	shapes: number
	bytes: number
	/** Threads and messages (THREAD2). */
	messages?: number
}

/**
 * Tracks how much more a document can take (GATE7), so that an update costs as much as it changes,
 * however large the document is. The records and the bytes of the live content are counted. The
 * bytes of the encoded document are an estimate, the last exact size and the growth since. Each
 * compaction yields the exact size, and one is started when the limit seems to be reached, at most
 * every `exactSizeMs`; a small document is encoded at once.
 */
export class BoardCapacity {
	readonly #doc: Y.Doc
	readonly #deps: BoardCapacityDeps
	readonly #maxShapes: number
	/** Private writing has no threads before the reveal (THREAD4). */
	readonly #maxThreads: number
	readonly #maxMessages: number
	readonly #maxBytes: number
	readonly #maxHistoryBytes: number
	readonly #counts = noRecords()
	#liveBytes = 0
	/** The exact size at the last measurement; 0 before. */
	#exactBytes = 0
	/** The sum of all growth of the encoded document, and that up to the last measurement. */
	#growth = 0
	#measuredGrowth = 0
	/** Bytes of the updates that were applied in this tick. */
	#tickBytes = 0
	/** Time of the last measurement, or of the last request for a compaction. */
	#measuredAt = Number.NEGATIVE_INFINITY
	#isCompactionAsked = false
	/** Client ids claimed on this day, by owner. */
	readonly #claims = new Map<string, number>()
	#day = 0

	constructor(doc: Y.Doc, deps: BoardCapacityDeps) {
		const { bounds, room } = deps
		const isSmall = !room.startsWith('board:')
		this.#doc = doc
		this.#deps = deps
		this.#maxShapes = isSmall ? LIMITS.maxPrivateCards : bounds.maxBoardShapes
		const hasThreads = !room.startsWith('private:')
		this.#maxThreads = hasThreads ? LIMITS.maxThreads : 0
		this.#maxMessages = hasThreads ? LIMITS.maxThreadMessages : 0
		this.#maxBytes = isSmall ? LIMITS.maxPrivateBytes : bounds.maxBoardBytes
		this.#maxHistoryBytes = isSmall ? LIMITS.maxPrivateHistoryBytes : bounds.maxHistoryBytes
	}

	/**
	 * Counts the content of the document, which was loaded from `loadedBytes` of updates, and
	 * observes its changes.
	 */
	watch(loadedBytes: number): void {
		const records = recordsOf(this.#doc)
		this.countRecords()
		records.observe((event, transaction) => {
			if (transaction.origin instanceof Tick) return
			for (const [id, { action }] of event.changes.keys) {
				if (action === 'add') this.#counts[recordTypeOf(id)]++
				if (action === 'delete') this.#counts[recordTypeOf(id)]--
			}
		})
		this.#liveBytes = liveBytes(this.#doc)
		this.#growth = loadedBytes
		if (loadedBytes > this.#maxHistoryBytes) this.#measureNow()
		this.#doc.on('afterTransaction', (transaction: Y.Transaction) => {
			const { live, encoded } = growthOf(this.#doc, transaction)
			this.#liveBytes += live
			this.#growth += encoded
			if (transaction.origin instanceof Tick) this.#tickBytes = 0
			const max = this.#maxHistoryBytes
			const isNearlyFull = this.#historyBytes > max * NEARLY_FULL && this.#grown > max * GROWTH
			if (isNearlyFull && this.#historyBytes > MAX_ENCODED_BYTES && this.#isDue) this.#measureByCompaction()
		})
	}

	/** Counts an update of this size that was applied in a tick. */
	addUpdate(bytes: number, changes: RecordChanges): void {
		this.#tickBytes += bytes
		const records = recordsOf(this.#doc)
		for (const [id, { isWhole, before }] of changes)
			if (isWhole) this.#counts[recordTypeOf(id)] += Number(records.has(id)) - Number(before !== undefined)
	}

	/** Counts the records of the document from scratch. */
	countRecords(): void {
		Object.assign(this.#counts, noRecords())
		for (const id of recordsOf(this.#doc).keys()) this.#counts[recordTypeOf(id)]++
	}

	/** Counts a record that was removed in a tick, since it could not be repaired. */
	addRemoved(id: string): void {
		this.#counts[recordTypeOf(id)]--
	}

	remaining(): RemainingCapacity {
		return {
			shapes: this.#maxShapes - this.#counts.shape,
			messages: this.#maxMessages - this.#counts.note,
			// The updates of the running tick add about as many bytes as they have at most.
			bytes: this.#maxBytes - this.#liveBytes - this.#tickBytes,
			history: this.#maxHistoryBytes - this.#historyBytes - this.#tickBytes,
		}
	}

	/** Why an addition of the server does not fit into the document (GATE7e); null if it fits. */
	fullReason({ shapes, bytes, messages = 0 }: Addition): 'board_full' | 'history_full' | null {
		if (this.remaining().history < bytes) this.measure()
		const remaining = this.remaining()
		if (remaining.history < bytes) return 'history_full'
		const isFull =
			remaining.shapes < shapes || remaining.bytes < bytes || (messages > 0 && remaining.messages < messages)
		return isFull ? 'board_full' : null
	}

	/**
	 * Measures a document whose history seems to be full, unless it was measured a short time ago.
	 * Returns whether the size is known now; that of a large document is known once its log is
	 * compacted.
	 */
	measure(): boolean {
		if (this.#grown === 0 || !this.#isDue) return false
		if (this.#historyBytes > MAX_ENCODED_BYTES && this.#measureByCompaction()) return false
		this.#measureNow()
		return true
	}

	/**
	 * Call it when a compaction begins. Call the returned function when the compaction has ended,
	 * with the bytes of the state that it has written, or 0 if it has written none.
	 */
	beginCompaction(): (stateBytes: number) => void {
		const before = this.#growth
		return (stateBytes) => {
			if (stateBytes > 0) this.#setSize(stateBytes, before)
			else if (this.#isCompactionAsked) this.#measureNow()
			this.#isCompactionAsked = false
		}
	}

	/** Returns what an owner's update may add, beside the limits for messages. */
	capacityOf(owner: string): Omit<Capacity, 'messagesIn' | 'mayWriteMessages'> {
		const day = Math.floor(this.#deps.now() / DAY_MS)
		if (day !== this.#day) this.#claims.clear()
		this.#day = day
		const { shapes, bytes, history, messages } = this.remaining()
		return {
			records: {
				shape: shapes,
				// A link has two bindings.
				binding: 2 * this.#maxShapes - this.#counts.binding,
				thread: this.#maxThreads - this.#counts.thread,
				note: messages,
			},
			bytes,
			history,
			reserve: this.#maxBytes * RESERVE,
			clients: LIMITS.maxClientsPerDay - (this.#claims.get(owner) ?? 0),
		}
	}

	countClaims(owner: string, count: number): void {
		if (count > 0) this.#claims.set(owner, (this.#claims.get(owner) ?? 0) + count)
	}

	/** The estimated size of the encoded document. */
	get #historyBytes(): number {
		return this.#exactBytes + this.#grown
	}

	get #grown(): number {
		return this.#growth - this.#measuredGrowth
	}

	get #isDue(): boolean {
		return performance.now() - this.#measuredAt >= this.#deps.bounds.exactSizeMs
	}

	#measureByCompaction(): boolean {
		this.#measuredAt = performance.now()
		this.#isCompactionAsked = this.#deps.compact()
		return this.#isCompactionAsked
	}

	#measureNow(): void {
		this.#setSize(Y.encodeStateAsUpdate(this.#doc).length, this.#growth)
	}

	#setSize(bytes: number, growth: number): void {
		this.#exactBytes = bytes
		this.#measuredGrowth = growth
		this.#measuredAt = performance.now()
	}
}
