import { LRUCache } from 'lru-cache'
import * as Y from 'yjs'

const MAX_BYTES = 64 * 1024 * 1024
/** Without a reader for so long, a copy is dropped. */
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
	readonly #copies = new LRUCache<Y.Doc, Copy>({
		maxSize: MAX_BYTES,
		sizeCalculation: ({ state }) => Math.max(state.length, 1),
		ttl: KEEP_MS,
		ttlAutopurge: true,
		updateAgeOnGet: true,
		dispose: (copy) => copy.stop(),
	})

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
		const copy: Copy = {
			state: Y.encodeStateAsUpdateV2(doc),
			updates: [],
			tailBytes: 0,
			stop() {
				doc.off('update', add)
				doc.off('destroy', drop)
			},
		}
		doc.on('update', add)
		doc.on('destroy', drop)
		this.#copies.set(doc, copy)
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
