import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, type Encoder, length, toUint8Array, writeVarUint8Array } from 'lib0/encoding'
import { LRUCache } from 'lru-cache'
import * as Y from 'yjs'

const MAX_BYTES = 64 * 1024 * 1024
/** A copy that nobody has read for this long is dropped. */
const KEEP_MS = 60_000
/** Updates after a state are kept up to this many bytes, or the bytes of the state. */
const MAX_TAIL_BYTES = 64 * 1024

/** A document as it was at one time. */
export interface BoardState {
	/** A full update (V2). */
	state: Uint8Array
	/** The updates (V1) that came after it, in order, each after its length: in one piece, since there may be thousands. */
	updates: Uint8Array
}

interface Copy {
	state: Uint8Array
	updates: Encoder
	expiry: NodeJS.Timeout
	stop(): void
}

/**
 * The states of documents, for those who read them elsewhere. To encode 2,000 cards takes 10 to 25 ms of the event loop, so a state is
 * kept, with the updates that follow it: a board that a whole group exports while others edit it is seldom encoded.
 */
export class StateCopies {
	readonly #copies: LRUCache<Y.Doc, Copy>

	constructor(maxBytes = MAX_BYTES) {
		this.#copies = new LRUCache({
			maxSize: maxBytes,
			sizeCalculation: ({ state }) => state.length + tailLimit(state),
			dispose: (copy) => copy.stop(),
		})
	}

	/** The state of a document as it is now. */
	read(doc: Y.Doc): BoardState {
		const kept = this.#copies.get(doc)
		kept?.expiry.refresh()
		const { state, updates } = kept ?? this.#copy(doc)
		return { state, updates: toUint8Array(updates) }
	}

	/** Drops all copies. */
	clear(): void {
		this.#copies.clear()
	}

	#copy(doc: Y.Doc): Copy {
		const drop = () => this.#copies.delete(doc)
		const add = (update: Uint8Array) => {
			writeVarUint8Array(copy.updates, update)
			if (length(copy.updates) > tailLimit(copy.state)) drop()
		}
		const expiry = setTimeout(drop, KEEP_MS).unref()
		const copy: Copy = {
			state: Y.encodeStateAsUpdateV2(doc),
			updates: createEncoder(),
			expiry,
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

function tailLimit(state: Uint8Array): number {
	return Math.max(MAX_TAIL_BYTES, state.length)
}

/** Applies a state to an empty document. */
export function applyState(doc: Y.Doc, { state, updates }: BoardState): void {
	Y.applyUpdateV2(doc, state)
	if (updates.length === 0) return
	const decoder = createDecoder(updates)
	doc.transact(() => {
		while (hasContent(decoder)) Y.applyUpdate(doc, readVarUint8Array(decoder))
	})
}
