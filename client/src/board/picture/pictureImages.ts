import { type Editor, WeakCache } from '@tldraw/tldraw'
import { ApiError, readFailure } from '../../session/api.ts'

/** The images of pictures, each as a `data:` address by the one from which it is fetched; null where the server has none. */
export interface PictureImages {
	/** Throws an `ApiError` where the server cannot be reached, or does not answer well: it may the next time. */
	read(url: string): Promise<string | null>
}

const images = new WeakCache<Editor, PictureImages>()

/** The images that this editor draws: each is fetched once, however many pictures it is in. */
export function pictureImagesOf(editor: Editor): PictureImages {
	return images.get(editor, () => {
		const read = new Map<string, Promise<string | null>>()
		return {
			read(url) {
				const known = read.get(url) ?? readAsDataUrl(url)
				read.set(url, known)
				known.catch(() => read.delete(url))
				return known
			},
		}
	})
}

async function readAsDataUrl(url: string): Promise<string | null> {
	const offline = (cause: unknown) => {
		throw new ApiError('offline', String(cause))
	}
	const answer = await fetch(url).catch(offline)
	if (answer.status === 404) return null
	if (!answer.ok) throw await readFailure(answer)
	const blob = await answer.blob().catch(offline)
	return new Promise((resolve) => {
		const reader = new FileReader()
		reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null)
		reader.onerror = () => resolve(null)
		reader.readAsDataURL(blob)
	})
}
