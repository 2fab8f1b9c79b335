import type { ImageShape } from '@charrette/shared'
import type { SvgExportContext } from '@tldraw/tldraw'
import { PAPER_COLOURS } from '../card/cardColours.ts'
import { imageUrl, imageWidthFor } from './imageUrl.ts'

/** In a drawing, which may be looked at closely, an image has so many pixels a board unit. */
const DRAWING_RATIO = 2

/** An image for a picture: its file itself lies in it, so that it opens anywhere. A file that is not to be had leaves its place empty. */
export async function drawImageSvg({ props }: ImageShape, { scale, pixelRatio }: SvgExportContext) {
	const { w, h, path, alt } = props
	const pixels = w * scale * (pixelRatio ?? DRAWING_RATIO)
	const data = await readAsDataUrl(imageUrl(path, imageWidthFor(pixels)))
	if (!data) return <rect width={w} height={h} rx={8} fill={PAPER_COLOURS.surface} stroke={PAPER_COLOURS.line} />
	return (
		<image href={data} width={w} height={h} preserveAspectRatio="none">
			{alt && <title>{alt}</title>}
		</image>
	)
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
