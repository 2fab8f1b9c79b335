import { IMAGE_WIDTHS, type ImageType, LIMITS } from '@charrette/shared'
import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { type EncodedImage, ImageRefusedError } from '../../ports/ImageStore.ts'

sharp.cache(false)
sharp.concurrency(1)
// libvips reads many formats, SVG and PDF among them. Only these five may be parsed, regardless of
// the format that the bytes claim to have.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
	operation: [
		'VipsForeignLoadPng',
		'VipsForeignLoadJpeg',
		'VipsForeignLoadWebp',
		'VipsForeignLoadNsgif',
		'VipsForeignLoadHeif',
	],
})

/** A lossless image is stored as PNG up to this size, and as JPEG above it. */
const MAX_LOSSLESS_BYTES = 1024 * 1024
/** Above this size an image with transparency is scaled down and reduced to 256 colours. */
const MAX_TRANSPARENT_BYTES = 4 * 1024 * 1024
const LARGE_TRANSPARENT_SIDE = 2048

/** Decoded pixels: upright, in sRGB, no larger than the largest stored image. */
interface Pixels {
	data: Buffer
	raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 }
}
type Encode = (image: Sharp) => Sharp

/** The chosen encoding, and the full image in it. */
interface Encoding {
	pixels: Pixels
	type: ImageType
	encode: Encode
	full: Buffer
}

/** Decodes an image and encodes it again (IMG2). Throws an `ImageRefusedError`. */
export async function encodeImage(bytes: Uint8Array): Promise<EncodedImage> {
	const format = sniffImage(bytes)
	if (!format) throw new ImageRefusedError('not_a_picture')
	try {
		const isLossless = format === 'png' || format === 'gif'
		const { pixels, type, encode, full } = await chooseEncoding(await decode(bytes), isLossless)
		const { width, height } = pixels.raw
		const narrower: EncodedImage['narrower'] = []
		for (const step of IMAGE_WIDTHS)
			if (step < width) narrower.push({ width: step, bytes: await encode(open(pixels).resize(step)).toBuffer() })
		return { type, width, height, full, narrower }
	} catch (cause) {
		if (cause instanceof ImageRefusedError) throw cause
		throw new ImageRefusedError('damaged_picture', { cause })
	}
}

async function decode(bytes: Uint8Array): Promise<Pixels> {
	const image = sharp(bytes, { failOn: 'error', limitInputPixels: false })
	// The header gives the size, so that a too large image is refused before it is decoded.
	const { width, height } = await image.metadata()
	if (width * height > LIMITS.maxImagePixels) throw new ImageRefusedError('too_many_pixels')
	return decodePixels(image.autoOrient().toColourspace('srgb'), LIMITS.maxImageSide)
}

async function decodePixels(image: Sharp, side: number): Promise<Pixels> {
	const fitting = image.resize(side, side, { fit: 'inside', withoutEnlargement: true })
	const { data, info } = await fitting.raw().toBuffer({ resolveWithObject: true })
	return { data, raw: { width: info.width, height: info.height, channels: info.channels } }
}

function open({ data, raw }: Pixels): Sharp {
	return sharp(data, { raw })
}

async function encodeAs(pixels: Pixels, type: ImageType, encode: Encode): Promise<Encoding> {
	return { pixels, type, encode, full: await encode(open(pixels)).toBuffer() }
}

/** Photographs become JPEG. Images with transparency and small lossless images become PNG. */
async function chooseEncoding(pixels: Pixels, isLossless: boolean): Promise<Encoding> {
	const { isOpaque } = await open(pixels).stats()
	if (!isOpaque) return chooseTransparentEncoding(pixels)
	if (isLossless) {
		const exact = await encodeAs(pixels, 'image/png', (image) => image.removeAlpha().png())
		if (exact.full.length <= MAX_LOSSLESS_BYTES) return exact
	}
	const jpeg = { quality: 84, progressive: true, chromaSubsampling: isLossless ? '4:4:4' : '4:2:0' }
	return encodeAs(pixels, 'image/jpeg', (image) => image.removeAlpha().jpeg(jpeg))
}

async function chooseTransparentEncoding(pixels: Pixels): Promise<Encoding> {
	const exact = await encodeAs(pixels, 'image/png', (image) => image.png())
	if (exact.full.length <= MAX_TRANSPARENT_BYTES) return exact
	const smaller = await decodePixels(open(pixels), LARGE_TRANSPARENT_SIDE)
	return encodeAs(smaller, 'image/png', (image) => image.png({ palette: true, effort: 1 }))
}

/**
 * Returns the format of an image by its first bytes, never by its name or declared type; null if
 * the format is not supported.
 */
export function sniffImage(bytes: Uint8Array): 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | null {
	// Byte by byte, because a `TextDecoder` for latin1 decodes Windows-1252 from Node 22 on.
	const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
	if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
	if (/^GIF8[79]a$/.test(text(0, 6))) return 'gif'
	return text(4, 8) === 'ftyp' && isAvif(bytes, text) ? 'avif' : null
}

/** Returns whether one of the brands in the file's first box is AVIF's. */
function isAvif(bytes: Uint8Array, text: (from: number, to: number) => string): boolean {
	const length = Math.min(bytes.length, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), 256)
	for (let at = 8; at + 4 <= length; at += 4) if (text(at, at + 4) === 'avif') return true
	return false
}
