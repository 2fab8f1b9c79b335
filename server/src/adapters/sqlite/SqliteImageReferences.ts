import type { ImageReferences } from '../../ports/ImageStore.ts'
import { createImageReferences } from '../createImageReferences.ts'

/** Finds the images that are referenced in this SQLite file. */
export function openSqliteImageReferences(file: string): ImageReferences {
	return createImageReferences(new URL('./imageReferenceWorker.js', import.meta.url), file)
}
