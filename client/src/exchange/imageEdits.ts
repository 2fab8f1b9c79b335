import { addPracticeImages, type FieldChanges, type PracticeImage, writeFields } from '@charrette/shared'
import type * as Y from 'yjs'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { LOCAL_ORIGIN } from '../sync/undoHistory.ts'

/* Changes to the images of a practice, each one step of undo; nothing if this person may not write now. */

function edit({ records, undo, canWrite }: BoardDocument, change: (doc: Y.Doc) => void): void {
	if (!canWrite.get()) return
	const doc = records.doc as Y.Doc
	undo.startStep()
	doc.transact(() => change(doc), LOCAL_ORIGIN)
	undo.startStep()
}

/** Adds images that the server has, after those that are there. */
export function addImages(document: BoardDocument, images: readonly PracticeImage[]): void {
	edit(document, (doc) => addPracticeImages(doc, images))
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
