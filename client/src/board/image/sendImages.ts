import { type ImageShape, LIMITS, type StoredImage } from '@charrette/shared'
import { createShapeId, type Editor, react, WeakCache } from '@tldraw/tldraw'
import { failureOf } from '../../connection/api.ts'
import type { ImageUploadRequest } from '../../connection/fileUploads.ts'
import { isInGesture } from '../../sync/bindCanvas.ts'
import { authorOf } from '../author.ts'
import { imageUrl, imageWidthFor } from './imageSize.ts'
import { findUpload, removeUpload, setUploadStep, type Upload } from './uploads.ts'

/** Sends an image to the board's server. */
export type SendImage = (image: Omit<ImageUploadRequest, 'board'>) => Promise<StoredImage>

const RETRY_MS = 3000

const senders = new WeakCache<Editor, { current: SendImage | null }>()

/** How images are sent from this editor; null where nobody may bring any. */
export function imageSender(editor: Editor): { current: SendImage | null } {
	return senders.get(editor, () => ({ current: null }))
}

/** Sends images one after the other and puts them on the board together; what had to wait for the server comes on its own. */
export async function sendImages(editor: Editor, ids: readonly string[]): Promise<void> {
	for (const id of ids) await sendImage(editor, id, () => insertImages(editor, ids))
	await insertImages(editor, ids)
}

async function sendImage(editor: Editor, id: string, onWait: () => Promise<void>): Promise<void> {
	while (true) {
		const upload = findUpload(editor, id)
		const send = imageSender(editor).current
		if (!upload || !send || editor.isDisposed) return
		if (await tryToSend(editor, upload, send)) return
		setUploadStep(editor, id, { type: 'waiting' })
		await onWait()
		await pause(upload.abort.signal)
	}
}

/** True once there is nothing more to try. */
async function tryToSend(editor: Editor, { id, file, abort }: Upload, send: SendImage): Promise<boolean> {
	setUploadStep(editor, id, { type: 'preparing' })
	const blob = isImageFile(file) ? await prepareImage(file) : null
	if (!blob || blob.size > LIMITS.maxImageBytes) {
		setUploadStep(editor, id, { type: 'failed', code: blob ? 'too_large' : 'not_a_picture' })
		return true
	}
	const onProgress = (share: number) => setUploadStep(editor, id, { type: 'sending', share })
	onProgress(0)
	try {
		const { path } = await send({ blob, signal: abort.signal, onProgress })
		setUploadStep(editor, id, { type: 'ready', path })
		return true
	} catch (thrown) {
		const code = failureOf(thrown)
		if (abort.signal.aborted) removeUpload(editor, id)
		else if (code === 'offline' || code === 'busy') return false
		else setUploadStep(editor, id, { type: 'failed', code })
		return true
	}
}

/** What says of itself that it is something else need not be sent to hear so. */
function isImageFile(file: File): boolean {
	return file.type === '' || file.type.startsWith('image/')
}

/** A moment, by chance shorter or longer so that not everybody comes back at once; over at once when the network is back. */
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

type ReadyUpload = Upload & { step: { type: 'ready'; path: string } }

/** Puts those of these images that the server has on the board, all in one step of undo. */
async function insertImages(editor: Editor, ids: readonly string[]): Promise<void> {
	await Promise.all(readyUploads(editor, ids).map((upload) => preloadImage(editor, upload)))
	await untilNoGesture(editor)
	const ready = readyUploads(editor, ids)
	if (ready.length === 0 || editor.isDisposed) return
	if (editor.getIsReadonly()) {
		for (const { id } of ready) setUploadStep(editor, id, { type: 'failed', code: 'view_only' })
		return
	}
	const author = authorOf(editor).current.id
	const images = ready.map(({ rect, step }) => ({
		id: createShapeId(),
		type: 'image' as const,
		x: rect.x,
		y: rect.y,
		props: { w: rect.w, h: rect.h, path: step.path, alt: '' },
		meta: author ? { author } : {},
	}))
	editor.markHistoryStoppingPoint('add images')
	editor.run(() => {
		editor.createShapes<ImageShape>(images)
		if (editor.isIn('select.idle')) editor.select(...images.map(({ id }) => id))
	})
	for (const { id } of ready) removeUpload(editor, id)
}

function readyUploads(editor: Editor, ids: readonly string[]): ReadyUpload[] {
	return ids.flatMap((id) => {
		const upload = findUpload(editor, id)
		return upload?.step.type === 'ready' ? [{ ...upload, step: upload.step }] : []
	})
}

/** The browser has the file before it takes the place of its preview, so that nothing flickers. */
async function preloadImage(editor: Editor, { rect, step }: ReadyUpload): Promise<void> {
	const image = new Image()
	const pixels = rect.w * editor.getZoomLevel() * editor.getInstanceState().devicePixelRatio
	image.src = imageUrl(step.path, imageWidthFor(pixels))
	// One that cannot be fetched just now will be when it is looked at.
	await image.decode().catch(() => {})
}

/** What comes onto the board while somebody drags would become a part of the drag. */
function untilNoGesture(editor: Editor): Promise<void> {
	return new Promise((resolve) => {
		const stop = react('hand is free', () => {
			if (isInGesture(editor)) return
			queueMicrotask(() => {
				stop()
				resolve()
			})
		})
	})
}

/** What a camera makes: it is made smaller here, so that a phone sends one megabyte in place of ten. Everything else goes as it is. */
const CAMERA_TYPES = new Set(['image/jpeg', 'image/heic', 'image/heif'])
const RECOMPRESS_BYTES = 1.5 * 1024 * 1024
const QUALITY = 0.88

/** An image as it goes to the server. Where the browser cannot read it, the server may. */
async function prepareImage(file: File): Promise<Blob> {
	const isGood = file.type === 'image/jpeg' && file.size <= RECOMPRESS_BYTES
	if (!CAMERA_TYPES.has(file.type) || isGood) return file
	const smaller = await downscale(file).catch(() => null)
	return smaller && (smaller.size < file.size || file.type !== 'image/jpeg') ? smaller : file
}

async function downscale(file: File): Promise<Blob | null> {
	const bitmap = await createImageBitmap(file)
	const scale = Math.min(1, LIMITS.maxImageSide / Math.max(bitmap.width, bitmap.height))
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.round(bitmap.width * scale))
	canvas.height = Math.max(1, Math.round(bitmap.height * scale))
	const pen = canvas.getContext('2d')
	if (pen) pen.imageSmoothingQuality = 'high'
	pen?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
	bitmap.close()
	return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}
