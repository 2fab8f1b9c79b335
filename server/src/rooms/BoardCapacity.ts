import { LIMITS, type RoomId, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { Bounds } from './bounds.ts'
import type { RecordChanges } from './gate/recordChanges.ts'
import type { Capacity } from './gate/updateSize.ts'
import { Tick } from './Tick.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/**
 * Share of the limit by which small edits may exceed it, since cleaning up a full board needs them.
 */
const RESERVE = 1 / 4
/** A document whose estimated size is larger is not encoded on the event loop to measure it. */
const MAX_ENCODED_BYTES = 1024 * 1024
/**
 * Beyond `NEARLY_FULL` of its limit, a document is measured whenever it has grown by `GROWTH` of
 * it.
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

/**
 * Tracks how much more a document can take (GATE7). The records are counted. The bytes are an
 * estimate, the last exact size and the sum of all updates since, so that an update costs as much
 * as it changes, however large the document is. Each compaction yields the exact size, and one is
 * started when a limit seems to be reached, at most every `exactSizeMs`; a small document is
 * encoded at once.
 */
export class BoardCapacity {
	readonly #doc: Y.Doc
	readonly #deps: BoardCapacityDeps
	readonly #maxShapes: number
	readonly #maxBytes: number
	readonly #counts = { shape: 0, binding: 0 }
	/** The exact size at the last measurement; 0 before. */
	#exactBytes = 0
	/** Bytes of all updates, and of the updates before the last measurement. */
	#updateBytes = 0
	#measuredBytes = 0
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
		this.#maxBytes = isSmall ? LIMITS.maxPrivateBytes : bounds.maxBoardBytes
	}

	/**
	 * Counts the records of the document, which was loaded from `loadedBytes` of updates, and
	 * observes changes of the server.
	 */
	watch(loadedBytes: number): void {
		const records = recordsOf(this.#doc)
		this.countRecords()
		records.observe((event, transaction) => {
			if (transaction.origin instanceof Tick) return
			for (const [id, { action }] of event.changes.keys) {
				if (action === 'add') this.#counts[typeOf(id)]++
				if (action === 'delete') this.#counts[typeOf(id)]--
			}
		})
		this.#updateBytes = loadedBytes
		if (loadedBytes > this.#maxBytes) this.#measureNow()
		this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
			// Restores and repairs of the server in a tick are counted on top of the updates of members.
			this.#updateBytes += origin instanceof Tick ? Math.max(0, update.length - this.#tickBytes) : update.length
			this.#tickBytes = 0
			const isNearlyFull = this.#bytes > this.#maxBytes * NEARLY_FULL && this.#grown > this.#maxBytes * GROWTH
			if (isNearlyFull && this.#bytes > MAX_ENCODED_BYTES && this.#isDue) this.#measureByCompaction()
		})
	}

	/** Counts an update of this size that was applied in a tick. */
	addUpdate(bytes: number, changes: RecordChanges): void {
		this.#updateBytes += bytes
		this.#tickBytes += bytes
		const records = recordsOf(this.#doc)
		for (const [id, { isWhole, before }] of changes)
			if (isWhole) this.#counts[typeOf(id)] += Number(records.has(id)) - Number(before !== undefined)
	}

	/** Counts the records of the document from scratch. */
	countRecords(): void {
		Object.assign(this.#counts, { shape: 0, binding: 0 })
		for (const id of recordsOf(this.#doc).keys()) this.#counts[typeOf(id)]++
	}

	/** Counts a record that was removed in a tick, since it could not be repaired. */
	addRemoved(id: string): void {
		this.#counts[typeOf(id)]--
	}

	/** Returns how many more shapes and bytes the document can take; negative if it has too many. */
	remaining(): { shapes: number; bytes: number } {
		return { shapes: this.#maxShapes - this.#counts.shape, bytes: this.#maxBytes - this.#bytes }
	}

	/**
	 * Measures a document that seems to be full, unless it was measured a short time ago. Returns
	 * whether the size is known now; that of a large document is known once its log is compacted.
	 */
	measure(): boolean {
		if (this.#grown === 0 || !this.#isDue) return false
		if (this.#bytes > MAX_ENCODED_BYTES && this.#measureByCompaction()) return false
		this.#measureNow()
		return true
	}

	/**
	 * Call it when a compaction begins. Call the returned function when the compaction has ended,
	 * with the bytes of the state that it has written, or 0 if it has written none.
	 */
	beginCompaction(): (stateBytes: number) => void {
		const before = this.#updateBytes
		return (stateBytes) => {
			if (stateBytes > 0) this.#setSize(stateBytes, before)
			else if (this.#isCompactionAsked) this.#measureNow()
			this.#isCompactionAsked = false
		}
	}

	/** Returns the capacity for an update of this owner. */
	capacityOf(owner: string): Capacity {
		const day = Math.floor(this.#deps.now() / DAY_MS)
		if (day !== this.#day) this.#claims.clear()
		this.#day = day
		const { shapes, bytes } = this.remaining()
		return {
			shapes,
			bytes,
			// A link has two bindings.
			bindings: 2 * this.#maxShapes - this.#counts.binding,
			reserve: this.#maxBytes * RESERVE,
			clients: LIMITS.maxClientsPerDay - (this.#claims.get(owner) ?? 0),
		}
	}

	/** Counts client ids that an owner has claimed. */
	countClaims(owner: string, count: number): void {
		if (count > 0) this.#claims.set(owner, (this.#claims.get(owner) ?? 0) + count)
	}

	/** The estimated size. */
	get #bytes(): number {
		return this.#exactBytes + this.#grown
	}

	/** Bytes of the updates since the document was measured. */
	get #grown(): number {
		return this.#updateBytes - this.#measuredBytes
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
		this.#setSize(Y.encodeStateAsUpdate(this.#doc).length, this.#updateBytes)
	}

	#setSize(bytes: number, updateBytes: number): void {
		this.#exactBytes = bytes
		this.#measuredBytes = updateBytes
		this.#measuredAt = performance.now()
	}
}

const typeOf = (id: string) => (id.startsWith('binding:') ? 'binding' : 'shape')
