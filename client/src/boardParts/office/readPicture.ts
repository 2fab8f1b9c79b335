import { LIMITS } from '@charrette/shared'
import type { Picture } from './OfficePages.ts'

/** Whether a part may be a picture; videos and sounds are not even unpacked. */
export const isPictureName = (name: string) => /\.(png|jpe?g|gif)$/i.test(name)

/**
 * Returns a PNG, JPEG or GIF picture with the size in its header; null for others, and for one that
 * would need too much memory. Pictures that contain markup or commands (SVG, EMF, WMF) are left
 * out.
 */
export function readPicture(bytes: Uint8Array | undefined): Picture | null {
	const size = bytes && (pngSize(bytes) ?? gifSize(bytes) ?? jpegSize(bytes))
	if (!bytes || !size) return null
	const { width, height } = size
	const isShown = width > 0 && height > 0 && width * height <= LIMITS.maxImagePixels
	return isShown ? { type: 'picture', bytes, width, height } : null
}

type Size = { width: number; height: number }

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function pngSize(bytes: Uint8Array): Size | null {
	if (bytes.length < 24 || viewOf(bytes).getUint32(0) !== 0x89504e47) return null
	return { width: viewOf(bytes).getUint32(16), height: viewOf(bytes).getUint32(20) }
}

function gifSize(bytes: Uint8Array): Size | null {
	if (bytes.length < 10 || viewOf(bytes).getUint32(0) !== 0x47494638) return null
	return { width: viewOf(bytes).getUint16(6, true), height: viewOf(bytes).getUint16(8, true) }
}

/** The size is in a frame header (SOF), after segments that are skipped by their lengths. */
function jpegSize(bytes: Uint8Array): Size | null {
	if (bytes.length < 4 || viewOf(bytes).getUint16(0) !== 0xffd8) return null
	const view = viewOf(bytes)
	for (let at = 2; at + 9 < bytes.length; ) {
		if (view.getUint8(at) !== 0xff) return null
		const marker = view.getUint8(at + 1)
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
		if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
		at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
	}
	return null
}
