/**
 * Frees bytes that nobody uses any more, without waiting for those who still refer to them; they are empty afterwards.
 */
export function freeBytes(bytes: Uint8Array): void {
	const transfer = movableBuffers([bytes])
	structuredClone(transfer, { transfer })
}

/**
 * The buffers of these bytes that can be moved to another thread instead of copied: those that hold nothing else. Small ones
 * of Node share a buffer.
 */
export function movableBuffers(all: Iterable<Uint8Array>): ArrayBuffer[] {
	const buffers = new Set<ArrayBuffer>()
	for (const { buffer, byteLength } of all)
		if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffers.add(buffer)
	return [...buffers]
}
