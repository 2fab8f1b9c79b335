import { imagePath, type StoredImage } from '@charrette/shared'
import type { Logger } from 'pino'
import type { ImageReferences, ImageStore } from '../ports/ImageStore.ts'
import { requireDiskSpace } from './requireDiskSpace.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/**
 * Re-encodes an image, from its bytes or from an uploaded file, and stores it. Throws an
 * `ImageRefusedError`, and `storage_full`.
 */
export async function saveImage(
	deps: Pick<WorkshopDeps, 'imageEncoder' | 'images' | 'storageHealth'>,
	source: Uint8Array | string,
): Promise<StoredImage> {
	requireDiskSpace(deps)
	const image = await deps.imageEncoder.encode(source)
	const id = await deps.images.put(image)
	return { path: imagePath(id), width: image.width, height: image.height, type: image.type }
}

const DAY_MS = 24 * 60 * 60 * 1000
/**
 * How long an image without references is kept: an undo, or a device that was offline, may refer to
 * it again.
 */
const UNUSED_IMAGE_TTL_MS = 30 * DAY_MS

interface SweepDeps {
	images: Pick<ImageStore, 'sweep'>
	references: ImageReferences
	log: Logger
}

/**
 * Removes images that nothing has referred to for 30 days (IMG7). Removes none if some reference
 * may be unreadable.
 */
export async function sweepImages({ images, references, log }: SweepDeps): Promise<void> {
	const referenced = await references.find()
	if (!referenced) {
		log.warn('images not swept: a document or snapshot could not be read')
		return
	}
	const swept = await images.sweep({ referenced, keepMs: UNUSED_IMAGE_TTL_MS })
	log.info({ referenced: referenced.size, ...swept }, 'images swept')
}
