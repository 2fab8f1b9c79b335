import { IMAGE_WIDTHS, type ImageType, LIMITS } from '@charrette/shared'
import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { type EncodedImage, ImageRefusedError } from '../../ports/ImageStore.ts'

sharp.cache(false)
sharp.concurrency(1)
// Of all that libvips can read, SVG and PDF among it, only these parsers may run, whatever the bytes pretend to be.
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

/** A drawing or a screenshot is kept without loss up to this size, and as a photograph above it. */
const MAX_LOSSLESS_BYTES = 1024 * 1024
/** Above this size a picture with transparent parts is kept smaller, and in 256 colours. */
const MAX_TRANSPARENT_BYTES = 4 * 1024 * 1024
const LARGE_TRANSPARENT_SIDE = 2048

/** The pixels of a picture, upright, in sRGB and no larger than is kept. */
interface Pixels {
	data: Buffer
	raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 }
}
type Encode = (picture: Sharp) => Sharp

/** How a picture is kept, and the full one kept so. */
interface Encoding {
	pixels: Pixels
	type: ImageType
	encode: Encode
	full: Buffer
}

/** Decodes a picture and draws it anew (IMG2). Throws an `ImageRefusedError`. */
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
	const picture = sharp(bytes, { failOn: 'error', limitInputPixels: false })
	// The header tells, before anything is unpacked.
	const { width, height } = await picture.metadata()
	if (width * height > LIMITS.maxImagePixels) throw new ImageRefusedError('too_many_pixels')
	return unpack(picture.autoOrient().toColourspace('srgb'), LIMITS.maxImageSide)
}

async function unpack(picture: Sharp, side: number): Promise<Pixels> {
	const fitting = picture.resize(side, side, { fit: 'inside', withoutEnlargement: true })
	const { data, info } = await fitting.raw().toBuffer({ resolveWithObject: true })
	return { data, raw: { width: info.width, height: info.height, channels: info.channels } }
}

function open({ data, raw }: Pixels): Sharp {
	return sharp(data, { raw })
}

async function encodeAs(pixels: Pixels, type: ImageType, encode: Encode): Promise<Encoding> {
	return { pixels, type, encode, full: await encode(open(pixels)).toBuffer() }
}

/** Photographs become JPEG; what is transparent, and drawings as long as they are small, become PNG. */
async function chooseEncoding(pixels: Pixels, isLossless: boolean): Promise<Encoding> {
	const { isOpaque } = await open(pixels).stats()
	if (!isOpaque) return chooseTransparentEncoding(pixels)
	if (isLossless) {
		const exact = await encodeAs(pixels, 'image/png', (picture) => picture.removeAlpha().png())
		if (exact.full.length <= MAX_LOSSLESS_BYTES) return exact
	}
	const photograph = { quality: 84, progressive: true, chromaSubsampling: isLossless ? '4:4:4' : '4:2:0' }
	return encodeAs(pixels, 'image/jpeg', (picture) => picture.removeAlpha().jpeg(photograph))
}

async function chooseTransparentEncoding(pixels: Pixels): Promise<Encoding> {
	const exact = await encodeAs(pixels, 'image/png', (picture) => picture.png())
	if (exact.full.length <= MAX_TRANSPARENT_BYTES) return exact
	const smaller = await unpack(open(pixels), LARGE_TRANSPARENT_SIDE)
	return encodeAs(smaller, 'image/png', (picture) => picture.png({ palette: true, effort: 1 }))
}

const latin1 = new TextDecoder('latin1')

/** What a picture's bytes say that it is; its name and its type, as they were sent, are never asked. Null for anything that is not taken. */
export function sniffImage(bytes: Uint8Array): 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | null {
	const text = (from: number, to: number) => latin1.decode(bytes.subarray(from, to))
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
	if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
	if (/^GIF8[79]a$/.test(text(0, 6))) return 'gif'
	return text(4, 8) === 'ftyp' && isAvif(bytes, text) ? 'avif' : null
}

/** The brands of the file's first box: one of them must be AVIF's. */
function isAvif(bytes: Uint8Array, text: (from: number, to: number) => string): boolean {
	const length = Math.min(bytes.length, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), 256)
	for (let at = 8; at + 4 <= length; at += 4) if (text(at, at + 4) === 'avif') return true
	return false
}
