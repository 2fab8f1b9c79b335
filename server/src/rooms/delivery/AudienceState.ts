import { deflateRawSync } from 'node:zlib'
import { compareJson, type StateMessage } from '@charrette/shared'
import { encodeState, encodeStateChanges, type SocketFrame, toSocketFrame } from '../members/frameCodec.ts'

/** Changes above this share of the state are sent as the whole state. */
const MAX_CHANGES = 1 / 2
/** At this level a state of 50 KB takes half a millisecond. */
const DEFLATE_LEVEL = 3

/** A state for one of the audiences of a room, read and framed once, when it is first sent. */
export class AudienceState {
	readonly #read: () => unknown
	#value: unknown
	#json: string | null = null
	#frame: SocketFrame | null = null
	#whole: SocketFrame | null = null
	/** By the earlier state; weak, so that a state does not keep all states before it. */
	readonly #changes = new WeakMap<AudienceState, SocketFrame>()

	constructor(read: () => unknown) {
		this.#read = read
	}

	/** The state for stock and older clients. */
	get frame(): SocketFrame {
		this.#frame ??= toSocketFrame(encodeState(this.json))
		return this.#frame
	}

	/**
	 * Returns what brings a client from an earlier state to this one: the changes, or the whole state
	 * if it has none or they are not smaller; null if the states are equal.
	 */
	changesSince(before: AudienceState | undefined): SocketFrame | null {
		if (before?.json === this.json) return null
		const known = before && this.#changes.get(before)
		if (known) return known
		const change = before && compareJson(before.#value, this.#value)
		const isSmall = change && JSON.stringify(change).length <= this.json.length * MAX_CHANGES
		const frame = isSmall ? encode({ change }) : this.#wholeFrame
		if (before) this.#changes.set(before, frame)
		return frame
	}

	get json(): string {
		if (this.#json === null) {
			this.#value = this.#read()
			this.#json = JSON.stringify(this.#value)
		}
		return this.#json
	}

	get #wholeFrame(): SocketFrame {
		this.#whole ??= encode({ state: this.#value })
		return this.#whole
	}
}

function encode(message: StateMessage): SocketFrame {
	const json = Buffer.from(JSON.stringify(message))
	return toSocketFrame(encodeStateChanges(deflateRawSync(json, { level: DEFLATE_LEVEL })))
}
