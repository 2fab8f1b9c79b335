import { imagePath, type StoredImage } from '@charrette/shared'
import type { Logger } from 'pino'
import type { ImageReferences, ImageStore } from '../ports/ImageStore.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/** Makes a picture of our own of what somebody sent, keeps it, and tells where it is. */
export async function saveImage(
	{ imageEncoder, images }: Pick<WorkshopDeps, 'imageEncoder' | 'images'>,
	bytes: Uint8Array,
): Promise<StoredImage> {
	const image = await imageEncoder.encode(bytes)
	const id = await images.put(image)
	return { path: imagePath(id), width: image.width, height: image.height, type: image.type }
}

const DAY_MS = 24 * 60 * 60 * 1000
/** So long is a picture kept that nobody names: undo, or a device that was offline, may still bring it. */
const UNUSED_IMAGE_TTL_MS = 30 * DAY_MS

interface SweepDeps {
	images: Pick<ImageStore, 'sweep'>
	mentions: ImageReferences
	log: Logger
}

/** Lets go of the pictures that nobody names any more (IMG7). Where something could not be read, all of them stay. */
export async function sweepImages({ images, mentions, log }: SweepDeps): Promise<void> {
	const named = await mentions.find()
	if (!named) {
		log.warn('images not swept: something that may name them could not be read')
		return
	}
	const swept = await images.sweep({ referenced: named, keepMs: UNUSED_IMAGE_TTL_MS })
	log.info({ named: named.size, ...swept }, 'images swept')
}
