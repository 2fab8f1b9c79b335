import type { ImageReferences } from '../../ports/ImageStore.ts'
import { createImageReferences } from '../createImageReferences.ts'

/** Finds the images that are referenced in the PostgreSQL database at this address. */
export function openPostgresImageReferences(url: string): ImageReferences {
	return createImageReferences(new URL('./postgresReferenceWorker.js', import.meta.url), url)
}
