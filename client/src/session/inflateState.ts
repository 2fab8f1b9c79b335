import { LIMITS } from '@charrette/shared'
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
