import { LRUCache } from 'lru-cache'
import * as Y from 'yjs'

const MAX_BYTES = 64 * 1024 * 1024
/** So long after it was encoded, a copy is dropped. */
const KEEP_MS = 60_000
/** Updates after a state are kept up to this many bytes, or a quarter of the state. */
const MAX_TAIL_BYTES = 64 * 1024

/** A document as it was at one time: a full update (V2), and the updates (V1) that came after it, in order. */
export interface BoardState {
	state: Uint8Array
	updates: readonly Uint8Array[]
}

interface Copy {
	state: Uint8Array
	updates: Uint8Array[]
	tailBytes: number
	stop(): void
}

/**
 * The states of documents, for those who read them elsewhere. To encode 2,000 cards takes 10 ms of the event loop, so a state is kept,
 * with the updates that follow it: a board that a whole group exports while others edit it is encoded once.
 */
export class StateCopies {
	readonly #copies: LRUCache<Y.Doc, Copy>

	constructor(maxBytes = MAX_BYTES) {
		this.#copies = new LRUCache({
			maxSize: maxBytes,
			sizeCalculation: ({ state }) => Math.max(state.length, 1),
			dispose: (copy) => copy.stop(),
		})
	}

	/** The state of a document as it is now. */
	read(doc: Y.Doc): BoardState {
		const { state, updates } = this.#copies.get(doc) ?? this.#copy(doc)
		return { state, updates: [...updates] }
	}

	/** Drops all copies. */
	clear(): void {
		this.#copies.clear()
	}

	#copy(doc: Y.Doc): Copy {
		const drop = () => this.#copies.delete(doc)
		const add = (update: Uint8Array) => {
			copy.updates.push(update)
			copy.tailBytes += update.length
			if (copy.tailBytes > Math.max(MAX_TAIL_BYTES, copy.state.length / 4)) drop()
		}
		const expiry = setTimeout(drop, KEEP_MS).unref()
		const copy: Copy = {
			state: Y.encodeStateAsUpdateV2(doc),
			updates: [],
			tailBytes: 0,
			stop() {
				clearTimeout(expiry)
				doc.off('update', add)
				doc.off('destroy', drop)
			},
		}
		this.#copies.set(doc, copy)
		doc.on('update', add)
		doc.on('destroy', drop)
		// One that is larger than all copies together may be is not kept.
		if (!this.#copies.has(doc)) copy.stop()
		return copy
	}
}

/** Applies a state to an empty document. */
export function applyState(doc: Y.Doc, { state, updates }: BoardState): void {
	Y.applyUpdateV2(doc, state)
	if (updates.length === 0) return
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update)
	})
}
