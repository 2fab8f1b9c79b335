import { type ImageShape, LIMITS } from '@charrette/shared'
import { createShapeId, type Editor, react } from '@tldraw/tldraw'
import { failureOf } from '../../connection/http.ts'
import { isInGesture } from '../../sync/bindCanvas.ts'
import { boardUi } from '../boardUi.ts'
import { imageUrl, imageWidthFor } from './imageSize.ts'
import type { SendImage, Upload } from './uploads.ts'

const RETRY_MS = 3000

/**
 * Sends uploads one after the other and inserts their images together, in one undo step. When an
 * upload has to wait for the server, those before it are inserted first.
 */
export async function sendImages(editor: Editor, ids: readonly string[]): Promise<void> {
	for (const id of ids) await sendImage(editor, id, () => insertImages(editor, ids))
	await insertImages(editor, ids)
}

async function sendImage(editor: Editor, id: string, onWait: () => Promise<void>): Promise<void> {
	const { uploads } = boardUi(editor)
	while (true) {
		const upload = uploads.find(id)
		const send = uploads.sender.current
		if (!upload || !send || editor.isDisposed) return
		if (await tryToSend(editor, upload, send)) return
		uploads.setStep(id, { type: 'waiting' })
		await onWait()
		await pause(upload.abort.signal)
	}
}

/** True if the upload has succeeded or failed for good, false if it should be tried again. */
async function tryToSend(editor: Editor, { id, file, abort }: Upload, send: SendImage): Promise<boolean> {
	const { uploads } = boardUi(editor)
	uploads.setStep(id, { type: 'preparing' })
	const blob = isImageFile(file) ? await prepareImage(file) : null
	if (!blob || blob.size > LIMITS.maxImageBytes) {
		uploads.setStep(id, { type: 'failed', code: blob ? 'too_large' : 'not_a_picture' })
		return true
	}
	const onProgress = (share: number) => uploads.setStep(id, { type: 'sending', share })
	onProgress(0)
	try {
		const { path } = await send({ blob, signal: abort.signal, onProgress })
		uploads.setStep(id, { type: 'ready', path })
		return true
	} catch (thrown) {
		const code = failureOf(thrown)
		if (abort.signal.aborted) uploads.remove(id)
		else if (code === 'offline' || code === 'busy') return false
		else uploads.setStep(id, { type: 'failed', code })
		return true
	}
}

/** False for a file whose type is known to be something else: the server would refuse it. */
function isImageFile(file: File): boolean {
	return file.type === '' || file.type.startsWith('image/')
}

/**
 * Waits for about `RETRY_MS`, at random so that clients do not return together. Ends early when the
 * network is back.
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

type ReadyUpload = Upload & { step: { type: 'ready'; path: string } }

/** Inserts the images that the server has stored, in one undo step. */
async function insertImages(editor: Editor, ids: readonly string[]): Promise<void> {
	const { uploads } = boardUi(editor)
	await Promise.all(readyUploads(editor, ids).map((upload) => preloadImage(editor, upload)))
	await untilNoGesture(editor)
	const ready = readyUploads(editor, ids)
	if (ready.length === 0 || editor.isDisposed) return
	if (editor.getIsReadonly()) {
		for (const { id } of ready) uploads.setStep(id, { type: 'failed', code: 'view_only' })
		return
	}
	const author = boardUi(editor).author.current.id
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
	for (const { id } of ready) uploads.remove(id)
}

function readyUploads(editor: Editor, ids: readonly string[]): ReadyUpload[] {
	return ids.flatMap((id) => {
		const upload = boardUi(editor).uploads.find(id)
		return upload?.step.type === 'ready' ? [{ ...upload, step: upload.step }] : []
	})
}

/** Fetches the image before it replaces its preview, so that nothing flickers. */
async function preloadImage(editor: Editor, { rect, step }: ReadyUpload): Promise<void> {
	const image = new Image()
	const pixels = rect.w * editor.getZoomLevel() * editor.getInstanceState().devicePixelRatio
	image.src = imageUrl(step.path, imageWidthFor(pixels))
	// If this fails, the image is fetched again when it is shown.
	await image.decode().catch(() => {})
}

/** A shape that is created during a drag would become a part of it. */
function untilNoGesture(editor: Editor): Promise<void> {
	return new Promise((resolve) => {
		const stop = react('no gesture', () => {
			if (isInGesture(editor)) return
			queueMicrotask(() => {
				stop()
				resolve()
			})
		})
	})
}

/**
 * Photos are downscaled here, so that a phone sends one megabyte instead of ten. Other files are
 * sent unchanged.
 */
const CAMERA_TYPES = new Set(['image/jpeg', 'image/heic', 'image/heif'])
const RECOMPRESS_BYTES = 1.5 * 1024 * 1024
const QUALITY = 0.88

/**
 * The bytes to send. A photo that the browser cannot decode is sent unchanged: the server may be
 * able to.
 */
async function prepareImage(file: File): Promise<Blob> {
	const isSmall = file.type === 'image/jpeg' && file.size <= RECOMPRESS_BYTES
	if (!CAMERA_TYPES.has(file.type) || isSmall) return file
	const smaller = await downscale(file).catch(() => null)
	return smaller && (smaller.size < file.size || file.type !== 'image/jpeg') ? smaller : file
}

async function downscale(file: File): Promise<Blob | null> {
	const bitmap = await createImageBitmap(file)
	const scale = Math.min(1, LIMITS.maxImageSide / Math.max(bitmap.width, bitmap.height))
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.round(bitmap.width * scale))
	canvas.height = Math.max(1, Math.round(bitmap.height * scale))
	const context = canvas.getContext('2d')
	if (context) context.imageSmoothingQuality = 'high'
	context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
	bitmap.close()
	return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}
