import { constants, deflateRawSync } from 'node:zlib'
import { splitState } from '@charrette/shared'
import * as Y from 'yjs'
import {
	encodeDeflatedState,
	encodeStateColumns,
	encodeStep2,
	encodeUpdateFrame,
	type SocketFrame,
	toFragments,
	toSocketFrame,
} from './frameCodec.ts'

/**
 * Updates after the cached state are sent after it, up to this many bytes or a quarter of the
 * state.
 */
const MAX_TAIL_BYTES = 64 * 1024
const MIN_TAIL_BYTES = 4096
/** A smaller state is not deflated (WIRE4). */
const DEFLATE_BYTES = 4096
/**
 * A board of 2,000 cards takes 2 ms and shrinks to a fifth; more effort saves a twentieth of that
 * and takes twice as long.
 */
const DEFLATE_LEVEL = 3
/** A smaller state is not split into columns: it would gain little, and each column has a Huffman code of its own. */
const COLUMNS_BYTES = 32 * 1024
/** Without the random bytes there is less to search: this takes as long as the whole does at DEFLATE_LEVEL. */
const COLUMNS_LEVEL = 5

/**
 * The forms of a state on the wire, for stock clients, for clients of ours that read no columns, and for
 * the others (WIRE4).
 */
export type StateFormat = 'step2' | 'deflated' | 'columns'

/**
 * The state of a document as frames, encoded once for many joining clients (FAN4). Updates that are
 * committed after it are kept beside it, so that a busy room does not encode its state again for
 * each of them.
 */
export class StateCache {
	readonly #doc: Y.Doc
	readonly #states = new Map<StateFormat, SocketFrame[]>()
	/** Bytes of the cached state; 0 without one. */
	#size = 0
	/** The frames after it, one after the other, with room for more at the end. */
	#tail: SocketFrame | null = null
	#tailBytes = 0
	#isUsed = false
	/** About the size of the document's state; null until it was encoded. */
	#documentBytes: number | null = null

	constructor(doc: Y.Doc) {
		this.#doc = doc
	}

	/** About the size of the whole state as an update, which is what encoding any part of it costs. */
	get documentBytes(): number {
		this.#documentBytes ??= Y.encodeStateAsUpdate(this.#doc).length
		return this.#documentBytes
	}

	/** Adds an update that was applied to the document. */
	add(update: Uint8Array, frame: SocketFrame): void {
		if (this.#documentBytes !== null) this.#documentBytes += update.length
		if (this.#size === 0) return
		this.#append(frame)
		if (this.#tailBytes > Math.max(MAX_TAIL_BYTES, this.#size / 4)) this.#drop()
	}

	/** Frames that bring an empty client up to date. Some updates may be in them twice. */
	frames(format: StateFormat): SocketFrame[] {
		this.#isUsed = true
		const state = this.#states.get(format) ?? this.#encode(format)
		this.#states.set(format, state)
		const tail = this.#tail?.subarray(0, this.#tailBytes) as SocketFrame | undefined
		return tail ? [...state, tail] : [...state]
	}

	/** Drops the cache if it was not used since the last call. */
	evictIdle(): void {
		if (!this.#isUsed) this.#drop()
		this.#isUsed = false
	}

	#encode(format: StateFormat): SocketFrame[] {
		const state = toAnswerFrames(this.#doc, null, format)
		this.#size = Math.max(this.#size, sizeOf(state))
		return state
	}

	/**
	 * Copies a frame to the end of the tail: frames are parts of blocks of 8 KB, and one that is kept would keep all the frames of
	 * its block. What was sent already is not written again.
	 */
	#append(frame: SocketFrame): void {
		const bytes = this.#tailBytes + frame.length
		if (!this.#tail || bytes > this.#tail.length) {
			const larger = Buffer.allocUnsafeSlow(Math.max(MIN_TAIL_BYTES, 2 * bytes)) as SocketFrame
			if (this.#tail) larger.set(this.#tail.subarray(0, this.#tailBytes))
			this.#tail = larger
		}
		this.#tail.set(frame, this.#tailBytes)
		this.#tailBytes = bytes
	}

	#drop(): void {
		this.#states.clear()
		this.#size = 0
		this.#tail = null
		this.#tailBytes = 0
	}
}

/**
 * The frame, in fragments, that answers a state vector (null: an empty client): a step 2, or for our own client,
 * if the state is large, an update in V2, deflated, which is a third smaller than V1 deflated; in columns a further fifth.
 */
export function toAnswerFrames(doc: Y.Doc, stateVector: Uint8Array | null, format: StateFormat): SocketFrame[] {
	const known = stateVector ?? undefined
	if (format !== 'step2') {
		const state = Y.encodeStateAsUpdateV2(doc, known)
		if (format === 'columns' && state.length > COLUMNS_BYTES)
			return toFragments(encodeStateColumns(deflateColumns(state)))
		if (state.length > DEFLATE_BYTES)
			return toFragments(encodeDeflatedState(deflateRawSync(state, { level: DEFLATE_LEVEL })))
	}
	return toFragments(encodeStep2(Y.encodeStateAsUpdate(doc, known)))
}

/**
 * One stream of raw deflate, whose parts are the sections of the state, so that each has Huffman codes of its own.
 * Nothing repeats in the ids: they are only coded.
 */
function deflateColumns(state: Uint8Array): Uint8Array {
	const { ids, ...others } = splitState(state)
	const options = { level: COLUMNS_LEVEL, finishFlush: constants.Z_SYNC_FLUSH }
	const parts = Object.values(others).map((section) => deflateRawSync(section, options))
	return Buffer.concat([...parts, deflateRawSync(ids, { strategy: constants.Z_HUFFMAN_ONLY })])
}

/** The bytes of these frames together. */
export const sizeOf = (frames: readonly SocketFrame[]): number => frames.reduce((sum, { length }) => sum + length, 0)

export const toUpdateFrame = (update: Uint8Array): SocketFrame => toSocketFrame(encodeUpdateFrame(update))
