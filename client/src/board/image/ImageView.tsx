import { type ImageShape, isImage } from '@charrette/shared'
import {
	type Editor,
	HTMLContainer,
	type SvgExportContext,
	type TLShapeId,
	useEditor,
	useValue,
	WeakCache,
} from '@tldraw/tldraw'
import { useRef, useState } from 'react'
import { ApiError, readFailure } from '../../connection/api.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { LIGHT_COLOURS } from '../card/cardStyle.ts'
import styles from './image.module.css'
import { imageUrl, imageWidthFor } from './imageSize.ts'

/** An image as one sees it. It is fetched once it is in sight, and again only when one comes so close that more can be seen. */
export function ImageView({ shape }: { shape: ImageShape }) {
	const { path, alt } = shape.props
	const { t } = useTranslation('board')
	const width = useFetchedWidth(shape)
	const [lost, setLost] = useState<string | null>(null)
	return (
		<HTMLContainer className={styles['image']}>
			{width > 0 && lost !== path && (
				<img src={imageUrl(path, width)} alt={alt} draggable={false} onError={() => setLost(path)} />
			)}
			{lost === path && (
				<span className={styles['lost']}>
					<Icon name="image" size={28} />
					{alt || t('image.lost')}
				</span>
			)}
		</HTMLContainer>
	)
}

/** The width that is shown: the largest that was needed so far, so that zooming out loads nothing. 0 until it is in sight. */
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
	const fetched = useRef({ path: props.path, width: 0 })
	if (fetched.current.path !== props.path) fetched.current = { path: props.path, width: 0 }
	fetched.current.width = Math.max(fetched.current.width, wanted)
	return fetched.current.width
}

/** In a drawing, which may be looked at closely, an image has so many pixels a board unit. */
const VECTOR_PIXEL_RATIO = 2

/** Where an image's file is had for a picture of so many pixels a board unit. */
function renderUrl({ props }: ImageShape, ratio: number | null): string {
	return imageUrl(props.path, imageWidthFor(props.w * (ratio ?? VECTOR_PIXEL_RATIO)))
}

/**
 * Fetches the images among these shapes for a picture of so many pixels a board unit. Throws an `ApiError` where the server
 * cannot be reached: a picture without them would seem to be whole.
 */
export async function fetchImages(editor: Editor, shapes: readonly TLShapeId[], ratio: number | null): Promise<void> {
	const images = renderImages(editor)
	const found = shapes.map((id) => editor.getShape(id)).filter((shape) => shape !== undefined)
	await Promise.all(found.filter(isImage).map((shape) => images.read(renderUrl(shape, ratio))))
}

/** An image for a picture: its file itself lies in it, so that it opens anywhere. A file that is not to be had leaves its place empty. */
export async function renderImageSvg(shape: ImageShape, editor: Editor, { pixelRatio }: SvgExportContext) {
	const { w, h, alt } = shape.props
	const data = await renderImages(editor)
		.read(renderUrl(shape, pixelRatio))
		.catch(() => null)
	if (!data) return <rect width={w} height={h} rx={8} fill={LIGHT_COLOURS.surface} stroke={LIGHT_COLOURS.line} />
	return (
		<image href={data} width={w} height={h} preserveAspectRatio="none">
			{alt && <title>{alt}</title>}
		</image>
	)
}

/** The images of pictures, each as a `data:` address by the one from which it is fetched; null where the server has none. */
export interface RenderImages {
	/** Throws an `ApiError` where the server cannot be reached, or does not answer well: it may the next time. */
	read(url: string): Promise<string | null>
}

const images = new WeakCache<Editor, RenderImages>()

/** The images that this editor draws: each is fetched once, however many pictures it is in. */
function renderImages(editor: Editor): RenderImages {
	return images.get(editor, () => {
		const read = new Map<string, Promise<string | null>>()
		return {
			read(url) {
				const known = read.get(url) ?? readAsDataUrl(url)
				read.set(url, known)
				known.catch(() => read.delete(url))
				return known
			},
		}
	})
}

async function readAsDataUrl(url: string): Promise<string | null> {
	const offline = (cause: unknown) => {
		throw new ApiError('offline', String(cause))
	}
	const answer = await fetch(url).catch(offline)
	if (answer.status === 404) return null
	if (!answer.ok) throw await readFailure(answer)
	const blob = await answer.blob().catch(offline)
	return new Promise((resolve) => {
		const reader = new FileReader()
		reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null)
		reader.onerror = () => resolve(null)
		reader.readAsDataURL(blob)
	})
}
