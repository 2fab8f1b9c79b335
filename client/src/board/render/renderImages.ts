import { ApiError, readFailure } from '../../connection/http.ts'

/** The images of exports. Each is fetched once, however many exports it is in. */
export interface RenderImages {
	/**
	 * An image as a `data:` URL; null if the server does not have it. Throws an `ApiError` if the server cannot be reached
	 * or fails; the next call tries again.
	 */
	read(url: string): Promise<string | null>
}

export function createRenderImages(): RenderImages {
	const images = new Map<string, Promise<string | null>>()
	return {
		read(url) {
			const image = images.get(url) ?? readAsDataUrl(url)
			images.set(url, image)
			image.catch(() => images.delete(url))
			return image
		},
	}
}

async function readAsDataUrl(url: string): Promise<string | null> {
	const offline = (cause: unknown) => {
		throw new ApiError('offline', String(cause))
	}
	const response = await fetch(url).catch(offline)
	if (response.status === 404) return null
	if (!response.ok) throw await readFailure(response)
	const blob = await response.blob().catch(offline)
	return new Promise((resolve) => {
		const reader = new FileReader()
		reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null)
		reader.onerror = () => resolve(null)
		reader.readAsDataURL(blob)
	})
}
