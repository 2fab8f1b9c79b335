import { LIMITS } from '@charrette/shared'

/** A preview of a file that has not been sent yet, if the browser can decode it. */
interface Preview {
	/** An object URL that the caller must revoke. Null if the browser cannot show the file. */
	url: string | null
	width: number
	height: number
}

const UNKNOWN: Preview = { url: null, width: 320, height: 240 }

/**
 * Returns the size of an image file in px and an object URL for it. An image with too many pixels
 * gets no URL.
 */
export function previewImage(file: File): Promise<Preview> {
	const url = URL.createObjectURL(file)
	return new Promise((resolve) => {
		const image = new Image()
		const finish = (preview: Preview) => {
			if (!preview.url) URL.revokeObjectURL(url)
			resolve(preview)
		}
		image.onerror = () => finish(UNKNOWN)
		image.onload = () => {
			const { naturalWidth: width, naturalHeight: height } = image
			if (width === 0 || height === 0) finish(UNKNOWN)
			else finish({ url: width * height > LIMITS.maxImagePixels ? null : url, width, height })
		}
		image.src = url
	})
}
