/**
 * The image uploads of an open document (IMG6). They belong to the document, not to a view of it:
 * an upload continues while the view changes, and its image is written into the document as soon as
 * the server has stored it.
 */
import {
	createId,
	LIMITS,
	type ParticipantId,
	type Records,
	type StoredDocument,
	type StoredImage,
} from '@charrette/shared'
import type * as Y from 'yjs'
import { type FailureCode, failureOf } from '../connection/http.ts'
import { createObservable, type Observable } from '../connection/observable.ts'
import type { FileUploadRequest } from '../connection/uploadFile.ts'
import { prepareImage } from './prepareImage.ts'
import { type DocumentCard, type ImageTarget, putImages } from './putImages.ts'
import { LOCAL_ORIGIN, type UndoHistory } from './undoHistory.ts'

/**
 * The progress of an upload. `waiting` retries by itself; `failed` waits for this person to retry.
 */
export type UploadStep =
	| { type: 'preparing' }
	| { type: 'sending'; share: number }
	| { type: 'waiting' }
	| { type: 'ready'; path: string; document?: string }
	| { type: 'failed'; code: FailureCode }

/** An image to upload. */
export interface NewUpload {
	file: File
	target: ImageTarget
	/** An object URL, which is revoked with the upload; null if the browser cannot show the file. */
	preview: string | null
	/** The document that the image is the first page of, which is uploaded before it (CASE1). */
	document?: DocumentCard
}

/** An image that is being uploaded. Only this person sees it, at its future position. */
export interface Upload extends NewUpload {
	id: string
	/** Cancels the upload. */
	abort: AbortController
	step: UploadStep
}

/** An upload to the board; its image has a position there. */
export type BoardUpload = Upload & { target: { type: 'board' } }

export const isOnBoard = (upload: Upload): upload is BoardUpload => upload.target.type === 'board'

type ReadyUpload = Upload & { step: { type: 'ready'; path: string; document?: string } }

/** The canvas that shows the uploads. */
interface UploadCanvas {
	/**
	 * Resolves when the canvas can show the image without loading it again, so that it does not
	 * flicker. Never rejects.
	 */
	preload(upload: BoardUpload, path: string): Promise<void>
	/** Called when images are in the document, as shapes with these ids. */
	onInsert(ids: readonly string[]): void
}

/** The uploads of one document. */
export interface ImageUploads {
	list: Observable<readonly Upload[]>
	/** The mounted canvas; null in the list view. */
	canvas: { current: UploadCanvas | null }
	/** Whether an upload is neither in the document yet nor failed. */
	isRunning(): boolean
	/**
	 * Uploads images and inserts them together. An image for a card replaces an earlier upload for
	 * that card. Resolves with the ids of the uploads when none of them runs any more.
	 */
	add(images: readonly NewUpload[]): Promise<string[]>
	retry(id: string): Promise<void>
	/** Cancels an upload, or forgets one that failed or whose image is in the document. */
	remove(id: string): void
	/** Cancels all uploads. */
	close(): void
}

interface ImageUploadsDeps {
	records: Records
	undo: Pick<UndoHistory, 'startStep'>
	/** The author of the images; null for a facilitator. */
	author: ParticipantId | null
	canWrite(): boolean
	/** Writes the pending changes of the views. */
	flush(): void
	/** Uploads an image to the server. */
	send(image: Omit<FileUploadRequest, 'to'>): Promise<StoredImage>
	/** Uploads a PDF file to the server. */
	sendDocument(file: Omit<FileUploadRequest, 'to'>): Promise<StoredDocument>
}

const RETRY_MS = 3000

export function createImageUploads(deps: ImageUploadsDeps): ImageUploads {
	const { records, undo, author, canWrite, flush, send, sendDocument } = deps
	const list = createObservable<readonly Upload[]>([])
	const canvas: ImageUploads['canvas'] = { current: null }
	const find = (id: string) => list.get().find((upload) => upload.id === id)

	function setStep(id: string, step: UploadStep): void {
		list.set(list.get().map((upload) => (upload.id === id ? { ...upload, step } : upload)))
	}

	function remove(id: string): void {
		const upload = find(id)
		if (!upload) return
		list.set(list.get().filter((other) => other !== upload))
		upload.abort.abort()
		if (upload.preview) URL.revokeObjectURL(upload.preview)
	}

	/**
	 * Sends uploads one after the other and inserts their images together, in one undo step. When an
	 * upload has to wait for the server, the images uploaded before it are inserted first.
	 */
	async function sendAll(ids: readonly string[]): Promise<void> {
		for (const id of ids) await sendOne(id, () => insert(ids))
		await insert(ids)
	}

	async function sendOne(id: string, onWait: () => Promise<void>): Promise<void> {
		while (true) {
			const upload = find(id)
			if (!upload || (await tryToSend(upload))) return
			setStep(id, { type: 'waiting' })
			await onWait()
			await pause(upload.abort.signal)
		}
	}

	/** Returns false if the upload should be tried again, true if it has succeeded or never will. */
	async function tryToSend({ id, file, abort, document }: Upload): Promise<boolean> {
		setStep(id, { type: 'preparing' })
		const blob = await prepareImage(file)
		if (!blob || blob.size > LIMITS.maxImageBytes) {
			setStep(id, { type: 'failed', code: blob ? 'too_large' : 'not_a_picture' })
			return true
		}
		// The upload may have been cancelled meanwhile.
		if (abort.signal.aborted) return true
		const onProgress = (share: number) => setStep(id, { type: 'sending', share })
		onProgress(0)
		try {
			const { signal } = abort
			const stored = document && (await sendDocument({ blob: document.file, signal, onProgress }))
			const { path } = await send({ blob, signal, onProgress: stored ? () => {} : onProgress })
			setStep(id, { type: 'ready', path, ...(stored && { document: stored.path }) })
			return true
		} catch (thrown) {
			const code = failureOf(thrown)
			if (!abort.signal.aborted && (code === 'offline' || code === 'busy')) return false
			setStep(id, { type: 'failed', code })
			return true
		}
	}

	const readyOnes = (ids: readonly string[]): ReadyUpload[] =>
		ids.flatMap((id) => {
			const upload = find(id)
			return upload?.step.type === 'ready' ? [{ ...upload, step: upload.step }] : []
		})

	/** Inserts the images that the server has stored, in one undo step. */
	async function insert(ids: readonly string[]): Promise<void> {
		await Promise.all(
			readyOnes(ids).map((upload) => isOnBoard(upload) && canvas.current?.preload(upload, upload.step.path)),
		)
		const ready = readyOnes(ids).filter(failUnlessPossible)
		if (ready.length === 0) return
		flush()
		undo.startStep()
		const images = ready.map(({ target, step, document }) => ({
			target,
			path: step.path,
			...(document && step.document && { document: { card: document, path: step.document } }),
		}))
		const inserted = (records.doc as Y.Doc).transact(() => putImages(records, images, author), LOCAL_ORIGIN)
		undo.startStep()
		for (const { id } of ready) remove(id)
		if (inserted.length > 0) canvas.current?.onInsert(inserted)
	}

	/** Returns whether an image can be inserted now; if it cannot, marks its upload as failed. */
	function failUnlessPossible({ id, target }: ReadyUpload): boolean {
		const isGone = target.type === 'card' && !records.has(target.card)
		if (canWrite() && !isGone) return true
		setStep(id, { type: 'failed', code: isGone ? 'card_gone' : 'view_only' })
		return false
	}

	return {
		list,
		canvas,
		isRunning: () => list.get().some(({ step }) => step.type !== 'failed'),
		async add(images) {
			const added = images.map(
				(image): Upload => ({ ...image, id: createId(), abort: new AbortController(), step: { type: 'preparing' } }),
			)
			const isReplaced = ({ target: was }: Upload) =>
				was.type === 'card' && added.some(({ target }) => target.type === 'card' && target.card === was.card)
			for (const { id } of list.get().filter(isReplaced)) remove(id)
			list.set([...list.get(), ...added])
			const ids = added.map(({ id }) => id)
			await sendAll(ids)
			return ids
		},
		retry: (id) => sendAll([id]),
		remove,
		close() {
			for (const { id } of list.get()) remove(id)
		},
	}
}

/**
 * Waits for about `RETRY_MS`, with jitter so that clients do not retry at the same time. Ends early
 * when the network is back.
 */
function pause(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const end = () => {
			clearTimeout(timer)
			window.removeEventListener('online', end)
			signal.removeEventListener('abort', end)
			resolve()
		}
		const timer = setTimeout(end, RETRY_MS * (0.5 + Math.random()))
		window.addEventListener('online', end)
		signal.addEventListener('abort', end)
	})
}
