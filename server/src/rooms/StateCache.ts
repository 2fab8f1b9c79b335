import { deflateRawSync } from 'node:zlib'
import * as Y from 'yjs'
import { encodeDeflated, encodeStep2, encodeUpdate } from './encodeFrames.ts'
import type { Framed } from './frameOnce.ts'
import { frameOnce } from './frameOnce.ts'

/** Updates that came after the kept state go out after it, up to this many bytes or a quarter of the state. */
const MAX_TAIL_BYTES = 64 * 1024
/** Smaller frames are not worth deflating (WIRE4). */
const DEFLATE_BYTES = 4096
/** A board of 2,000 cards in 3 ms to a quarter of its size; more effort would save a tenth of that and cost three times as long. */
const DEFLATE_LEVEL = 3

/**
 * The whole state of a document as frames, encoded once for a herd of joiners (FAN4). What is committed after it is
 * kept beside it and sent after it, so that a busy room does not encode anew for each of them.
 */
export class StateCache {
	readonly #doc: Y.Doc
	#state: Uint8Array | null = null
	#plain: Framed | null = null
	#deflated: Framed | null = null
	#tail: Framed[] = []
	#tailBytes = 0
	#isUsed = false

	constructor(doc: Y.Doc) {
		this.#doc = doc
	}

	/** Takes note of an update that the document has got. */
	add(update: Uint8Array, framed: Framed): void {
		if (!this.#state) return
		this.#tail.push(framed)
		this.#tailBytes += update.length
		if (this.#tailBytes > Math.max(MAX_TAIL_BYTES, this.#state.length / 4)) this.#drop()
	}

	/** The frames that bring a client from nothing to what the document is now. */
	frames(isDeflated: boolean): Framed[] {
		this.#isUsed = true
		this.#state ??= Y.encodeStateAsUpdate(this.#doc)
		const step2 = () => encodeStep2(this.#state as Uint8Array)
		if (isDeflated && this.#state.length > DEFLATE_BYTES) this.#deflated ??= frameOnce(deflate(step2()))
		else this.#plain ??= frameOnce(step2())
		const first = isDeflated ? (this.#deflated ?? this.#plain) : this.#plain
		return first ? [first, ...this.#tail] : []
	}

	/** Lets go of what nobody has asked for since this was last called. */
	tire(): void {
		if (!this.#isUsed) this.#drop()
		this.#isUsed = false
	}

	#drop(): void {
		this.#state = null
		this.#plain = null
		this.#deflated = null
		this.#tail = []
		this.#tailBytes = 0
	}
}

/** A frame that brings what a client lacks, deflated for those who can read that if it is worth it. */
export function diffFrame(doc: Y.Doc, stateVector: Uint8Array, isDeflated: boolean): Framed {
	const frame = encodeStep2(Y.encodeStateAsUpdate(doc, stateVector))
	return frameOnce(isDeflated && frame.length > DEFLATE_BYTES ? deflate(frame) : frame)
}

export const updateFrame = (update: Uint8Array): Framed => frameOnce(encodeUpdate(update))

function deflate(frame: Uint8Array): Uint8Array {
	return encodeDeflated(deflateRawSync(frame, { level: DEFLATE_LEVEL }))
}
