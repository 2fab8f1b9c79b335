import {
	type BoardContent,
	IMAGE_WIDTHS,
	type ImageId,
	type ImageWidth,
	imageIdOf,
	imagePathsOf,
} from '@charrette/shared'
import type { ImageFile } from '../../ports/ImageStore.ts'
import { fitImages } from './fitImages.ts'
import { parseImage } from './parseImage.ts'
import type { ReportImage } from './Report.ts'

/**
 * The maximum size of all images that are read for a report. The images after that appear only with
 * their description.
 */
const MAX_BYTES = 40 * 1024 * 1024
/** The widths of images in pixels: sharp in print, or narrow if there are many. */
const [NARROW, WIDE] = IMAGE_WIDTHS
const MANY = 150
/** An image of a card is up to 8 cm wide. */
const FIT = { side: 800, minSide: 320, totalBytes: 1_100_000 }

/**
 * Reads the images on boards and their cards, by path, up to the size limit, and fits them into a
 * report. `readFile` returns null for an image that is not stored.
 */
export async function readReportImages(
	contents: Iterable<BoardContent>,
	readFile: (id: ImageId, width: ImageWidth) => Promise<ImageFile | null>,
): Promise<Map<string, ReportImage>> {
	const photos = new Map<string, ReportImage>()
	const paths = new Set([...contents].flatMap(imagePathsOf))
	const width = paths.size > MANY ? NARROW : WIDE
	let size = 0
	for (const path of paths) {
		if (size > MAX_BYTES) break
		const file = await readFile(imageIdOf(path), width)
		const photo = file && parseImage(file.bytes)
		if (photo) photos.set(path, photo)
		size += file?.bytes.length ?? 0
	}
	return fitImages(photos, FIT)
}
