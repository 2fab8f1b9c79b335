import { LIMITS } from '@charrette/shared'
import sharp from 'sharp'
import { parseImage } from './parseImage.ts'
import type { ReportImage } from './Report.ts'

/** The size of images in a report: in pixels, and in bytes of all of them together. */
export interface ImageFit {
	/** The longer side of each image. */
	side: number
	/** The longer side below which no image is made smaller to save bytes. */
	minSide: number
	totalBytes: number
}

/** Images up to this size stay as they are: encoding them again saves little. */
const SMALL_BYTES = 30_000
const QUALITY = 62
/** A board with dense text. With this first guess most images are encoded only once. */
const BYTES_PER_PIXEL = 0.07

/**
 * Makes images as small as a report can show them, by their names: many are smaller than few. If
 * all of them are larger than the total, each is made smaller once more, by the same factor. Leaves
 * out images that cannot be decoded.
 */
export async function fitImages<Name>(
	images: ReadonlyMap<Name, ReportImage>,
	{ side, minSide, totalBytes }: ImageFit,
): Promise<Map<Name, ReportImage>> {
	const expected = images.size * side * side * BYTES_PER_PIXEL
	const first = Math.max(minSide, Math.floor(side * Math.sqrt(Math.min(1, totalBytes / expected))))
	const fitted = await shrinkAll(images, first)
	const bytes = [...fitted.values()].reduce((sum, image) => sum + image.bytes.length, 0)
	if (bytes <= totalBytes) return fitted
	return shrinkAll(fitted, Math.max(minSide, Math.floor(first * Math.sqrt(totalBytes / bytes))))
}

async function shrinkAll<Name>(images: ReadonlyMap<Name, ReportImage>, side: number): Promise<Map<Name, ReportImage>> {
	const shrunk = new Map<Name, ReportImage>()
	for (const [name, image] of images) {
		const smaller = await shrink(image, side)
		if (smaller) shrunk.set(name, smaller)
	}
	return shrunk
}

/**
 * Encodes an image as JPEG on white, its longer side at most `side` pixels. Returns the image
 * itself if it is small, and null if it cannot be decoded.
 */
async function shrink(image: ReportImage, side: number): Promise<ReportImage | null> {
	const isFitting = Math.max(image.width, image.height) <= side
	if (isFitting && image.bytes.length <= SMALL_BYTES) return image
	try {
		const bytes = await sharp(image.bytes, { limitInputPixels: LIMITS.maxImagePixels })
			.flatten({ background: '#fff' })
			.resize(side, side, { fit: 'inside', withoutEnlargement: true })
			.jpeg({ quality: QUALITY, mozjpeg: true })
			.toBuffer()
		const smaller = parseImage(bytes)
		return isFitting && bytes.length >= image.bytes.length ? image : smaller
	} catch {
		return null
	}
}
