import { LIMITS, type StoredImage } from '@charrette/shared'
import { type Editor, WeakCache } from '@tldraw/tldraw'
import { failureOf } from '../../session/api.ts'
import type { ImageToSend } from '../../session/uploadImage.ts'
import { placeImages } from './placeImages.ts'
import { prepareImage } from './prepareImage.ts'
import { dropUpload, findUpload, setStep, type Upload } from './uploads.ts'

/** Sends an image to the board's server. */
export type SendImage = (image: Omit<ImageToSend, 'board'>) => Promise<StoredImage>

const RETRY_MS = 3000

const senders = new WeakCache<Editor, { current: SendImage | null }>()

/** How images are sent from this editor; null where nobody may bring any. */
export function imageSenderOf(editor: Editor): { current: SendImage | null } {
	return senders.get(editor, () => ({ current: null }))
}

/** Sends images one after the other and puts them on the board together; what had to wait for the server comes on its own. */
export async function sendImages(editor: Editor, ids: readonly string[]): Promise<void> {
	for (const id of ids) await sendImage(editor, id, () => placeImages(editor, ids))
	await placeImages(editor, ids)
}

async function sendImage(editor: Editor, id: string, onWait: () => Promise<void>): Promise<void> {
	while (true) {
		const upload = findUpload(editor, id)
		const send = imageSenderOf(editor).current
		if (!upload || !send || editor.isDisposed) return
		if (await tryToSend(editor, upload, send)) return
		setStep(editor, id, { type: 'waiting' })
		await onWait()
		await pause(upload.abort.signal)
	}
}

/** True once there is nothing more to try. */
async function tryToSend(editor: Editor, { id, file, abort }: Upload, send: SendImage): Promise<boolean> {
	setStep(editor, id, { type: 'preparing' })
	const blob = isAnImage(file) ? await prepareImage(file) : null
	if (!blob || blob.size > LIMITS.maxImageBytes) {
		setStep(editor, id, { type: 'failed', code: blob ? 'too_large' : 'not_a_picture' })
		return true
	}
	const onProgress = (share: number) => setStep(editor, id, { type: 'sending', share })
	onProgress(0)
	try {
		const { path } = await send({ blob, signal: abort.signal, onProgress })
		setStep(editor, id, { type: 'ready', path })
		return true
	} catch (thrown) {
		const code = failureOf(thrown)
		if (abort.signal.aborted) dropUpload(editor, id)
		else if (code === 'offline' || code === 'busy') return false
		else setStep(editor, id, { type: 'failed', code })
		return true
	}
}

/** What says of itself that it is something else need not be sent to hear so. */
function isAnImage(file: File): boolean {
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
