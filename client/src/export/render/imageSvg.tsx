import { type ImageShape, isCard, isImage, readCardImage } from '@charrette/shared'
import { imageUrl, imageWidthFor, thumbnailUrl } from '../../boardParts/images/imageSize.ts'
import { boardUi } from '../../canvas/boardUi.ts'
import { LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import type { Editor } from '../../canvas/engine/editor.ts'
import type { ShapeId } from '../../canvas/engine/shapes.ts'
import type { SvgExportContext } from '../../canvas/engine/shapeView.ts'

/** Pixels per board unit of an image in a vector export, which may be zoomed. */
const VECTOR_PIXEL_RATIO = 2

/**
 * Returns the URL of an image for an export with `ratio` pixels per board unit; `ratio` is null for
 * a vector export.
 */
function renderUrl({ props }: ImageShape, ratio: number | null): string {
	return imageUrl(props.path, imageWidthFor(props.w * (ratio ?? VECTOR_PIXEL_RATIO)))
}

/**
 * Fetches the images among these shapes and on cards for an export; see `renderUrl` for `ratio`.
 * Throws an `ApiError` if the server cannot be reached, since an export without its images would
 * look complete.
 */
export async function fetchImages(editor: Editor, shapes: readonly ShapeId[], ratio: number | null): Promise<void> {
	const { rendered } = boardUi(editor).images
	const records = shapes.map((id) => editor.getShape(id)).filter((shape) => shape !== undefined)
	const attached = records.filter(isCard).flatMap(({ meta }) => readCardImage(meta) ?? [])
	const urls = [...records.filter(isImage).map((shape) => renderUrl(shape, ratio)), ...attached.map(thumbnailUrl)]
	await Promise.all(urls.map((url) => rendered.read(url)))
}

/**
 * Renders an image in an export, embedded as a `data:` URL. An image that cannot be fetched is an
 * empty rectangle.
 */
export async function renderImageSvg(shape: ImageShape, editor: Editor, { pixelRatio }: SvgExportContext) {
	const { w, h, alt } = shape.props
	const data = await boardUi(editor)
		.images.rendered.read(renderUrl(shape, pixelRatio))
		.catch(() => null)
	if (!data) return <rect width={w} height={h} rx={8} fill={LIGHT_COLOURS.surface} stroke={LIGHT_COLOURS.line} />
	return (
		<image href={data} width={w} height={h} preserveAspectRatio="none">
			{alt && <title>{alt}</title>}
		</image>
	)
}
