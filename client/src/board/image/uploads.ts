import type { StoredImage } from '@charrette/shared'
import { type Atom, atom } from '@tldraw/tldraw'
import type { ImageUploadRequest } from '../../connection/fileTransfer.ts'
import type { FailureCode } from '../../connection/http.ts'
import type { Rect } from '../viewport/freeSpace.ts'

/** The progress of an upload. `waiting` continues by itself; `failed` waits for this person. */
export type UploadStep =
	| { type: 'preparing' }
	| { type: 'sending'; share: number }
	| { type: 'waiting' }
	| { type: 'ready'; path: string }
	| { type: 'failed'; code: FailureCode }

/** An image that is being uploaded. Only this person sees it, at its future position. */
export interface Upload {
	id: string
	file: File
	/** In board units. */
	rect: Rect
	/** An object URL; null if the browser cannot show the file. */
	preview: string | null
	/** Cancels the upload. */
	abort: AbortController
	step: UploadStep
}

/** Uploads an image to the board's server. */
export type SendImage = (image: Omit<ImageUploadRequest, 'board'>) => Promise<StoredImage>

/** The uploads of one editor. */
export interface Uploads {
	list: Atom<readonly Upload[]>
	/** How images are sent; null where this person may not add any. */
	sender: { current: SendImage | null }
	/** Undefined once the upload was cancelled or its image is on the board. */
	find(id: string): Upload | undefined
	setStep(id: string, step: UploadStep): void
	/** Cancels an upload, or forgets one whose image is on the board. */
	remove(id: string): void
}

export function createUploads(): Uploads {
	const list = atom<readonly Upload[]>('uploads', [])
	const find = (id: string) => list.get().find((upload) => upload.id === id)
	return {
		list,
		sender: { current: null },
		find,
		setStep(id, step) {
			list.update((all) => all.map((upload) => (upload.id === id ? { ...upload, step } : upload)))
		},
		remove(id) {
			const upload = find(id)
			if (!upload) return
			upload.abort.abort()
			if (upload.preview) URL.revokeObjectURL(upload.preview)
			list.update((all) => all.filter((other) => other.id !== id))
		},
	}
}
