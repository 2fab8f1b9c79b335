import { LIMITS, type RoomId, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { Bounds } from './bounds.ts'
import type { RecordChanges } from './gate/recordChanges.ts'
import type { Capacity } from './gate/updateSize.ts'
import { Tick } from './Tick.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A board at its limit takes this share of it more for small edits, which cleaning up needs. */
const RESERVE = 1 / 4

export interface BoardCapacityDeps {
	room: RoomId
	bounds: Bounds
	/** The time in ms. */
	now(): number
}

/**
 * How much more a document takes (GATE7). The records are counted; the bytes are an estimate, the sum
 * of all updates, which is replaced by the exact size when a limit is reached, at most every
 * `exactSizeMs`: an update costs as much as it changes, however large the document is.
 */
export class BoardCapacity {
	readonly #doc: Y.Doc
	readonly #deps: BoardCapacityDeps
	readonly #maxShapes: number
	readonly #maxBytes: number
	readonly #counts = { shape: 0, binding: 0 }
	#bytes = 0
	/** Bytes of the updates that were applied in this tick. */
	#tickBytes = 0
	#isEstimate = true
	#exactAt = Number.NEGATIVE_INFINITY
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

	/** Counts what the document has, of which `loadedBytes` were read, and observes what the server changes. */
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
		this.#bytes = loadedBytes
		if (loadedBytes > this.#maxBytes / 2) this.#measureNow()
		this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
			// What the server has restored and repaired in a tick comes on top of the updates of members.
			this.#bytes += origin instanceof Tick ? Math.max(0, update.length - this.#tickBytes) : update.length
			this.#tickBytes = 0
			this.#isEstimate = true
		})
	}

	/** Counts an update of this size that was applied in a tick. */
	addUpdate(bytes: number, changes: RecordChanges): void {
		this.#bytes += bytes
		this.#tickBytes += bytes
		this.#isEstimate = true
		const records = recordsOf(this.#doc)
		for (const [id, { isWhole, before }] of changes)
			if (isWhole) this.#counts[typeOf(id)] += Number(records.has(id)) - Number(before !== undefined)
	}

	/** Counts the records of the document, as they are. */
	countRecords(): void {
		Object.assign(this.#counts, { shape: 0, binding: 0 })
		for (const id of recordsOf(this.#doc).keys()) this.#counts[typeOf(id)]++
	}

	/** Counts a record that was removed in a tick, since it could not be repaired. */
	addRemoved(id: string): void {
		this.#counts[typeOf(id)]--
	}

	/** How many more shapes and bytes the document takes; negative where it has too many. */
	free(): { shapes: number; bytes: number } {
		return { shapes: this.#maxShapes - this.#counts.shape, bytes: this.#maxBytes - this.#bytes }
	}

	/** Measures a document that seems to be full, unless it was measured a short time ago. Returns whether it did. */
	measure(): boolean {
		if (!this.#isEstimate || performance.now() - this.#exactAt < this.#deps.bounds.exactSizeMs) return false
		this.#measureNow()
		return true
	}

	/** What an update of this owner may add. */
	of(owner: string): Capacity {
		const day = Math.floor(this.#deps.now() / DAY_MS)
		if (day !== this.#day) this.#claims.clear()
		this.#day = day
		const { shapes, bytes } = this.free()
		return {
			shapes,
			bytes,
			// A link has two.
			bindings: 2 * this.#maxShapes - this.#counts.binding,
			reserve: this.#maxBytes * RESERVE,
			clients: LIMITS.maxClientsPerDay - (this.#claims.get(owner) ?? 0),
		}
	}

	/** Notes that an owner has claimed client ids. */
	noteClaims(owner: string, count: number): void {
		if (count > 0) this.#claims.set(owner, (this.#claims.get(owner) ?? 0) + count)
	}

	#measureNow(): void {
		this.#isEstimate = false
		this.#bytes = Y.encodeStateAsUpdate(this.#doc).length
		this.#exactAt = performance.now()
	}
}

const typeOf = (id: string) => (id.startsWith('binding:') ? 'binding' : 'shape')
