import { PngHelpers, tlenv } from '@tldraw/tldraw'

/** Safari says that an SVG is there before its typefaces are. */
const SAFARI_MS = 250

/** An SVG that the browser has laid out, which is most of the work of drawing it: pictures of any size come of it. */
export interface SvgImage {
	/** A PNG of so many pixels a unit, which it also says of itself. Null where this browser cannot draw it so large. */
	toPng(ratio: number): Promise<Blob | null>
	/** Lets go of it at once: a page that draws many boards would otherwise hold all of them until it is tidied. */
	close(): void
}

/** Has the browser lay out an SVG of this size, in units. Whoever opens it closes it. Null where this browser cannot. */
export async function openSvgImage(svg: Blob, size: { width: number; height: number }): Promise<SvgImage | null> {
	const image = new Image()
	const url = URL.createObjectURL(svg)
	const close = () => {
		image.removeAttribute('src')
		URL.revokeObjectURL(url)
	}
	if (!(await loads(image, url))) {
		close()
		return null
	}
	if (tlenv.isSafari) await new Promise((resolve) => setTimeout(resolve, SAFARI_MS))
	return { toPng: (ratio) => toPng(image, size, ratio), close }
}

async function toPng(
	image: HTMLImageElement,
	{ width, height }: { width: number; height: number },
	ratio: number,
): Promise<Blob | null> {
	const canvas = document.createElement('canvas')
	try {
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
	}
}

function loads(image: HTMLImageElement, url: string): Promise<boolean> {
	return new Promise((resolve) => {
		image.onload = () => resolve(true)
		image.onerror = () => resolve(false)
		image.src = url
	})
}
