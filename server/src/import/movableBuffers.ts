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
