import { addPracticeImages, type FieldChanges, type PracticeImage, writeFields } from '@charrette/shared'
import type * as Y from 'yjs'
import { sizeOnBoard } from '../boardParts/images/imageSize.ts'
import { previewImage } from '../boardParts/images/previewImage.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { LOCAL_ORIGIN } from '../sync/undoHistory.ts'

/*
 * Changes to the images of a practice. Each is one undo step, and does nothing if the user may not
 * write now.
 */

function edit({ records, undo, canWrite }: BoardDocument, change: (doc: Y.Doc) => void): void {
	if (!canWrite.get()) return
	const doc = records.doc as Y.Doc
	undo.startStep()
	doc.transact(() => change(doc), LOCAL_ORIGIN)
	undo.startStep()
}

/** Adds images that the server has, after the existing ones. */
export function addImages(document: BoardDocument, images: readonly PracticeImage[]): void {
	edit(document, (doc) => addPracticeImages(doc, images))
}

/** Uploads image files, and adds each image once the server has it. */
export async function uploadImages(document: BoardDocument, files: readonly File[]): Promise<void> {
	const previews = await Promise.all(files.map(previewImage))
	const images = files.flatMap((file, at) => {
		const preview = previews[at]
		if (!preview) return []
		const rect = { x: 0, y: 0, ...sizeOnBoard(preview) }
		return [{ file, target: { type: 'board' as const, rect, cluster: null }, preview: preview.url }]
	})
	await document.uploads.add(images)
}

/** Changes fields of an image's record. */
export function changeImage(document: BoardDocument, image: string, changes: FieldChanges): void {
	edit(document, () => {
		if (document.records.has(image)) writeFields(document.records, image, changes)
	})
}

export function deleteImage(document: BoardDocument, image: string): void {
	edit(document, () => document.records.delete(image))
}
