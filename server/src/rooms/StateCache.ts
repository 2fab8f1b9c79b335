import { deflateRawSync } from 'node:zlib'
import * as Y from 'yjs'
import type { SocketFrame } from './frameCodec.ts'
import { encodeDeflatedState, encodeStep2, encodeUpdateFrame, toSocketFrame } from './frameCodec.ts'

/** Updates that came after the kept state go out after it, up to this many bytes or a quarter of the state. */
const MAX_TAIL_BYTES = 64 * 1024
/** A state that is smaller than this is not worth deflating (WIRE4). */
const DEFLATE_BYTES = 4096
/** A board of 2,000 cards in 2 ms to a fifth of its size; more effort would save a twentieth of that and cost twice the time. */
const DEFLATE_LEVEL = 3

/**
 * The whole state of a document as frames, encoded once for a herd of joiners (FAN4). What is committed after it is
 * kept beside it and sent after it, so that a busy room does not encode anew for each of them.
 */
export class StateCache {
	readonly #doc: Y.Doc
	#plain: SocketFrame | null = null
	#deflated: SocketFrame | null = null
	/** Bytes of the state that is kept; 0 while there is none. */
	#size = 0
	#tail: SocketFrame[] = []
	#tailBytes = 0
	#isUsed = false

	constructor(doc: Y.Doc) {
		this.#doc = doc
	}

	/** Takes note of an update that the document has got. */
	add(update: Uint8Array, framed: SocketFrame): void {
		if (this.#size === 0) return
		this.#tail.push(framed)
		this.#tailBytes += update.length
		if (this.#tailBytes > Math.max(MAX_TAIL_BYTES, this.#size / 4)) this.#drop()
	}

	/** The frames that bring a client from nothing to what the document is now, and perhaps tell it something twice. */
	frames(isOurs: boolean): SocketFrame[] {
		this.#isUsed = true
		if (isOurs) this.#deflated ??= this.#encode(true)
		else this.#plain ??= this.#encode(false)
		const state = isOurs ? this.#deflated : this.#plain
		return state ? [state, ...this.#tail] : []
	}

	#encode(isOurs: boolean): SocketFrame {
		const state = toAnswerFrame(this.#doc, null, isOurs)
		this.#size = Math.max(this.#size, state.length)
		return state
	}

	/** Lets go of what nobody has asked for since this was last called. */
	evictIdle(): void {
		if (!this.#isUsed) this.#drop()
		this.#isUsed = false
	}

	#drop(): void {
		this.#plain = null
		this.#deflated = null
		this.#size = 0
		this.#tail = []
		this.#tailBytes = 0
	}
}

/**
 * A frame that brings a client what it lacks: a step 2, or for our own client, if that is worth it, the same in V2 and
 * deflated, which is a third smaller than V1 deflated. A null state vector is a client that has nothing.
 */
export function toAnswerFrame(doc: Y.Doc, stateVector: Uint8Array | null, isOurs: boolean): SocketFrame {
	const known = stateVector ?? undefined
	if (isOurs) {
		const state = Y.encodeStateAsUpdateV2(doc, known)
		if (state.length > DEFLATE_BYTES)
			return toSocketFrame(encodeDeflatedState(deflateRawSync(state, { level: DEFLATE_LEVEL })))
	}
	return toSocketFrame(encodeStep2(Y.encodeStateAsUpdate(doc, known)))
}

export const toUpdateFrame = (update: Uint8Array): SocketFrame => toSocketFrame(encodeUpdateFrame(update))
