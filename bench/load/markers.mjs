/*
 * Every edit carries its author and its number in a coordinate, so that it can be recognised in the
 * frames of any server. The coordinate is a float64 just above 1800 whose lower five bytes are the
 * author (2) and the number (3); it follows lib0's tag of a float64.
 */
const TAG = 123
const MAGIC = [0x40, 0x9c, 0x21]
const view = new DataView(new ArrayBuffer(8))

/**
 * Returns the coordinate that marks an edit.
 * @param {number} author below 65536
 * @param {number} number from 1: with a zero it would be written as a float32
 */
export function markerOf(author, number) {
	for (const [index, byte] of MAGIC.entries()) view.setUint8(index, byte)
	view.setUint16(3, author)
	view.setUint8(5, number >>> 16)
	view.setUint16(6, number & 0xffff)
	return view.getFloat64(0)
}

/**
 * Calls `found` for each edit in these bytes.
 * @param {Uint8Array} bytes
 * @param {(author: number, number: number) => void} found
 */
export function eachMarker(bytes, found) {
	const last = bytes.length - 9
	for (let at = 0; at <= last; at++) {
		if (bytes[at] !== TAG || bytes[at + 1] !== MAGIC[0] || bytes[at + 2] !== MAGIC[1] || bytes[at + 3] !== MAGIC[2])
			continue
		found((bytes[at + 4] << 8) | bytes[at + 5], (bytes[at + 6] << 16) | (bytes[at + 7] << 8) | bytes[at + 8])
		at += 8
	}
}
