import type { BoardContent, ImageId, ImageWidth } from '@charrette/shared'
import { imageIdOf } from '@charrette/shared'
import type { ImageFile } from '../../ports/ImageStore.ts'
import type { ReportPicture } from './Report.ts'
import { readPicture } from './readPicture.ts'

/** What the images of a report weigh at most together; those that come later are told in words alone. */
const MAX_BYTES = 40 * 1024 * 1024
/** Sharp in print at the size at which they stand there. */
const WIDTH: ImageWidth = 1024

/** The images on these boards, by their path, for a report. */
export async function photosOf(
	contents: Iterable<BoardContent>,
	picture: (id: ImageId, width: ImageWidth) => Promise<ImageFile | null>,
): Promise<Map<string, ReportPicture>> {
	const photos = new Map<string, ReportPicture>()
	let size = 0
	for (const { images } of contents)
		for (const { path } of images) {
			if (photos.has(path) || size > MAX_BYTES) continue
			const file = await picture(imageIdOf(path), WIDTH)
			const photo = file && readPicture(file.bytes)
			if (photo) photos.set(path, photo)
			size += file?.bytes.length ?? 0
		}
	return photos
}
