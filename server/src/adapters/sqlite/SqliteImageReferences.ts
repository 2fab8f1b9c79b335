import type { ImageReferences } from '../../ports/ImageStore.ts'
import { createImageReferences } from '../createImageReferences.ts'

/** Opens a finder of the images that this SQLite file refers to. */
export function openSqliteImageReferences(file: string): ImageReferences {
	return createImageReferences(new URL('./imageReferenceWorker.js', import.meta.url), file)
}
