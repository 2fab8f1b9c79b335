import type { ImageReferences } from '../../ports/ImageStore.ts'
import { createImageReferences } from '../createImageReferences.ts'

/** Opens a finder of the images that the PostgreSQL database at this address refers to. */
export function openPostgresImageReferences(url: string): ImageReferences {
	return createImageReferences(new URL('./postgresReferenceWorker.js', import.meta.url), url)
}
