import { FRAME, LIMITS, type StorageState, SYNC } from '@charrette/shared'
import { Inflate } from 'fflate'

/** What a deflated state may grow to: a full state of a very large board, and no bomb. */
const MAX_INFLATED_BYTES = LIMITS.maxStep2Bytes * 4
/** Deflate grows a thousandfold at most, so that no step goes far beyond the limit before it is seen. */
const STEP_BYTES = 4096

/** Inflates the bytes of a deflated state (raw deflate). Null if they are damaged, cut short, or more than `maxBytes` unpacked. */
export function inflateState(bytes: Uint8Array, maxBytes = MAX_INFLATED_BYTES): Uint8Array | null {
	const parts: Uint8Array[] = []
	let size = 0
	const inflate = new Inflate((part) => {
		parts.push(part)
		size += part.length
	})
	try {
		for (let at = 0; at < bytes.length && size <= maxBytes; at += STEP_BYTES)
			inflate.push(bytes.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= bytes.length)
	} catch {
		// fflate throws on whatever is not deflate; the caller fetches the state anew.
		return null
	}
	if (size === 0 || size > maxBytes) return null
	const whole = new Uint8Array(size)
	let end = 0
	for (const part of parts) {
		whole.set(part, end)
		end += part.length
	}
	return whole
}

export interface SocketCounter {
	/** The socket was made, has opened, or a frame came. */
	onActivity(): void
	/** A payload frame went out: a step 2, or an update (ACK1). */
	onPayloadSent(isStep2: boolean): void
}

/** A WebSocket that tells what goes over it. */
export function countingSocket({ onActivity, onPayloadSent }: SocketCounter): typeof WebSocket {
	return class extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols)
			onActivity()
			this.addEventListener('open', onActivity)
			this.addEventListener('message', onActivity)
		}

		override send(data: Uint8Array<ArrayBuffer>): void {
			super.send(data)
			if (data[0] === FRAME.sync && data[1] !== SYNC.step1) onPayloadSent(data[1] === SYNC.step2)
		}
	} as typeof WebSocket
}

const STORAGE_STATES: readonly unknown[] = ['ok', 'failing', 'full'] satisfies StorageState[]

/** What a document's room says of its storage. Null for what a newer server may say and this client does not understand. */
export function readStorageState(json: string): StorageState | null {
	try {
		const { storage } = JSON.parse(json) as { storage?: unknown }
		return STORAGE_STATES.includes(storage) ? (storage as StorageState) : null
	} catch {
		return null
	}
}
