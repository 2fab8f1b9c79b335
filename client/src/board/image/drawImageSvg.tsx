import { type ImageShape, isImage } from '@charrette/shared'
import type { Editor, SvgExportContext, TLShapeId } from '@tldraw/tldraw'
import { PAPER_COLOURS } from '../card/cardColours.ts'
import { pictureImagesOf } from '../picture/pictureImages.ts'
import { imageUrl, imageWidthFor } from './imageUrl.ts'

/** In a drawing, which may be looked at closely, an image has so many pixels a board unit. */
const DRAWING_RATIO = 2

/** Where an image's file is had for a picture of so many pixels a board unit. */
function pictureUrl({ props }: ImageShape, ratio: number | null): string {
	return imageUrl(props.path, imageWidthFor(props.w * (ratio ?? DRAWING_RATIO)))
}

/**
 * Fetches the images among these shapes for a picture of so many pixels a board unit. Throws an `ApiError` where the server
 * cannot be reached: a picture without them would seem to be whole.
 */
export async function fetchImages(editor: Editor, shapes: readonly TLShapeId[], ratio: number | null): Promise<void> {
	const images = pictureImagesOf(editor)
	const found = shapes.map((id) => editor.getShape(id)).filter((shape) => shape !== undefined)
	await Promise.all(found.filter(isImage).map((shape) => images.read(pictureUrl(shape, ratio))))
}

/** An image for a picture: its file itself lies in it, so that it opens anywhere. A file that is not to be had leaves its place empty. */
export async function drawImageSvg(shape: ImageShape, editor: Editor, { pixelRatio }: SvgExportContext) {
	const { w, h, alt } = shape.props
	const data = await pictureImagesOf(editor)
		.read(pictureUrl(shape, pixelRatio))
		.catch(() => null)
	if (!data) return <rect width={w} height={h} rx={8} fill={PAPER_COLOURS.surface} stroke={PAPER_COLOURS.line} />
	return (
		<image href={data} width={w} height={h} preserveAspectRatio="none">
			{alt && <title>{alt}</title>}
		</image>
	)
}
