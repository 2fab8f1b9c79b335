import { type Editor, WeakCache } from '@tldraw/tldraw'

/** The images of pictures, each as a `data:` address by the one from which it was fetched; null where it was not to be had. */
export interface PictureImages {
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
				return known
			},
		}
	})
}

async function readAsDataUrl(url: string): Promise<string | null> {
	const answer = await fetch(url).catch(() => null)
	if (!answer?.ok) return null
	const blob = await answer.blob()
	return new Promise((resolve) => {
		const reader = new FileReader()
		reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null)
		reader.onerror = () => resolve(null)
		reader.readAsDataURL(blob)
	})
}
