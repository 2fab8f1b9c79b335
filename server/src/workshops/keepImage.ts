import type { StoredImage } from '@charrette/shared'
import { imagePath } from '@charrette/shared'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/** Makes a picture of our own of what somebody sent, keeps it, and tells where it is. */
export async function keepImage(
	{ imageEncoder, images }: Pick<WorkshopDeps, 'imageEncoder' | 'images'>,
	bytes: Uint8Array,
): Promise<StoredImage> {
	const image = await imageEncoder.encode(bytes)
	const id = await images.put(image)
	return { path: imagePath(id), width: image.width, height: image.height, type: image.type }
}
