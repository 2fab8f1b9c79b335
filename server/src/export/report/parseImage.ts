import type { ReportImage } from './Report.ts'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/**
 * The markers from 0xC0 to 0xCF, except for these, start the frame of a JPEG, which has its size.
 */
const NO_FRAME = [0xc4, 0xc8, 0xcc]

/**
 * Reads the type and size of a PNG or JPEG. Returns null for other files, and for a file that ends
 * before its size.
 */
export function parseImage(bytes: Uint8Array): ReportImage | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	if (PNG.every((byte, at) => bytes[at] === byte))
		return bytes.length < 24 ? null : sized({ type: 'image/png', bytes }, view.getUint32(16), view.getUint32(20))
	if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
	const frame = findFrame(view)
	if (frame === null) return null
	return sized({ type: 'image/jpeg', bytes }, view.getUint16(frame + 7), view.getUint16(frame + 5))
}

/**
 * Returns the offset of a JPEG's frame: a marker, two bytes of length, one of precision, then
 * height and width. Returns null if there is none.
 */
function findFrame(view: DataView): number | null {
	let at = 2
	while (at + 9 <= view.byteLength) {
		if (view.getUint8(at) !== 0xff) return null
		const marker = view.getUint8(at + 1)
		if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.includes(marker)) return at
		// Any number of 0xFF can precede a marker.
		at += marker === 0xff ? 1 : 2 + Math.max(2, view.getUint16(at + 2))
	}
	return null
}

function sized(image: Pick<ReportImage, 'type' | 'bytes'>, width: number, height: number): ReportImage | null {
	return width > 0 && height > 0 ? { ...image, width, height } : null
}
