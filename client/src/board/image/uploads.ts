import { type Atom, atom, type Editor, WeakCache } from '@tldraw/tldraw'
import type { FailureCode } from '../../connection/api.ts'
import type { Rect } from '../viewport/freeSpace.ts'

/** How far an image on its way has come. One that waits goes on by itself; one that failed is up to the person. */
export type UploadStep =
	| { type: 'preparing' }
	| { type: 'sending'; share: number }
	| { type: 'waiting' }
	| { type: 'ready'; path: string }
	| { type: 'failed'; code: FailureCode }

/** An image on its way to the board: only this person sees it, in the place where it will be. */
export interface Upload {
	id: string
	file: File
	/** In board units. */
	rect: Rect
	/** An address in this page at which it can be seen; null if the browser cannot show it. */
	preview: string | null
	/** Ends it. */
	abort: AbortController
	step: UploadStep
}

const uploads = new WeakCache<Editor, Atom<readonly Upload[]>>()

/** The images on their way, as a signal. */
export function uploadsOf(editor: Editor): Atom<readonly Upload[]> {
	return uploads.get(editor, () => atom<readonly Upload[]>('uploads', []))
}

/** One of them; undefined once it was called off, or is on the board. */
export function findUpload(editor: Editor, id: string): Upload | undefined {
	return uploadsOf(editor)
		.get()
		.find((upload) => upload.id === id)
}

export function setUploadStep(editor: Editor, id: string, step: UploadStep): void {
	uploadsOf(editor).update((all) => all.map((upload) => (upload.id === id ? { ...upload, step } : upload)))
}

/** Calls an image off, or lets go of one that is on the board. */
export function removeUpload(editor: Editor, id: string): void {
	const upload = findUpload(editor, id)
	if (!upload) return
	upload.abort.abort()
	if (upload.preview) URL.revokeObjectURL(upload.preview)
	uploadsOf(editor).update((all) => all.filter((other) => other.id !== id))
}
