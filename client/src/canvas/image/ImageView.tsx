import { type ImageShape, isCard, isImage, readCardImage } from '@charrette/shared'
import { useState } from 'react'
import { imageUrl, imageWidthFor, thumbnailUrl } from '../../boardParts/images/imageSize.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { ThreadMark } from '../../threads/ThreadMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { boardUi } from '../boardUi.ts'
import { LIGHT_COLOURS } from '../card/cardStyle.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { HTMLContainer, type SvgExportContext } from '../engine/shapeView.ts'
import { useValue } from '../engine/signals.ts'
import styles from './image.module.css'

/**
 * An image on the canvas. It is fetched when it enters the viewport, and again in a larger size
 * when the zoom requires it.
 */
export function ImageView({ shape }: { shape: ImageShape }) {
	const { path, alt } = shape.props
	const { t } = useTranslation('board')
	const width = useFetchedWidth(shape)
	const [failedPath, setFailedPath] = useState<string | null>(null)
	return (
		<HTMLContainer className={styles['image']}>
			{width > 0 && failedPath !== path && (
				<img src={imageUrl(path, width)} alt={alt} draggable={false} onError={() => setFailedPath(path)} />
			)}
			{failedPath === path && (
				<span className={styles['lost']}>
					<Icon name="image" size={28} />
					{alt || t('image.lost')}
				</span>
			)}
			<ThreadMark on={shape.id} place="image" />
		</HTMLContainer>
	)
}

/**
 * Returns the width to fetch in px: the largest needed so far, so that zooming out fetches nothing.
 * 0 before the image is visible.
 */
function useFetchedWidth({ id, props }: ImageShape): number {
	const editor = useEditor()
	const wanted = useValue(
		'image width',
		() =>
			editor.getCulledShapes().has(id)
				? 0
				: imageWidthFor(props.w * editor.getZoomLevel() * editor.getInstanceState().devicePixelRatio),
		[editor, id, props.w],
	)
	const [fetched, setFetched] = useState({ path: props.path, width: 0 })
	const width = Math.max(fetched.path === props.path ? fetched.width : 0, wanted)
	if (fetched.path !== props.path || fetched.width !== width) setFetched({ path: props.path, width })
	return width
}

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
