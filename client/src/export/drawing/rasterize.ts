import { PngHelpers, tlenv } from '@tldraw/tldraw'

/** Safari says that an SVG is there before its typefaces are. */
const SAFARI_MS = 250

/**
 * An SVG as a PNG of so many pixels a unit, which it also says of itself. Null where this browser cannot draw it. What was
 * needed for it is let go at once: a page that draws many boards would otherwise hold all of their pixels until it is tidied.
 */
export async function rasterize(
	svg: string,
	{ width, height, ratio }: { width: number; height: number; ratio: number },
): Promise<Blob | null> {
	const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
	const image = new Image()
	const canvas = document.createElement('canvas')
	try {
		if (!(await loads(image, url))) return null
		if (tlenv.isSafari) await new Promise((resolve) => setTimeout(resolve, SAFARI_MS))
		canvas.width = Math.floor(width * ratio)
		canvas.height = Math.floor(height * ratio)
		const context = canvas.getContext('2d')
		if (!context) return null
		context.imageSmoothingQuality = 'high'
		context.drawImage(image, 0, 0, canvas.width, canvas.height)
		const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
		return png && PngHelpers.setPhysChunk(new DataView(await png.arrayBuffer()), ratio, { type: 'image/png' })
	} finally {
		canvas.width = 0
		canvas.height = 0
		image.removeAttribute('src')
		URL.revokeObjectURL(url)
	}
}

function loads(image: HTMLImageElement, url: string): Promise<boolean> {
	return new Promise((resolve) => {
		image.onload = () => resolve(true)
		image.onerror = () => resolve(false)
		image.src = url
	})
}
