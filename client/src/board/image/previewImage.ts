import { LIMITS } from '@charrette/shared'

/** An image that is still on this device, as far as the browser can show it. */
export interface Preview {
	/** An address in this page; let go of it when it is not shown any more. Null if there is nothing to show. */
	url: string | null
	width: number
	height: number
}

const UNKNOWN: Preview = { url: null, width: 320, height: 240 }

/** Looks at a file: its size in pixels, and an address at which this page alone can show it. Never unpacks one that is far too large. */
export function previewImage(file: File): Promise<Preview> {
	const url = URL.createObjectURL(file)
	return new Promise((resolve) => {
		const image = new Image()
		const give = (preview: Preview) => {
			if (!preview.url) URL.revokeObjectURL(url)
			resolve(preview)
		}
		image.onerror = () => give(UNKNOWN)
		image.onload = () => {
			const { naturalWidth: width, naturalHeight: height } = image
			if (width === 0 || height === 0) give(UNKNOWN)
			else give({ url: width * height > LIMITS.maxImagePixels ? null : url, width, height })
		}
		image.src = url
	})
}
