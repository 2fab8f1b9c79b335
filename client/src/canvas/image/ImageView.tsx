import { type ImageShape, textId } from '@charrette/shared'
import { useState } from 'react'
import { imageUrl, imageWidthFor } from '../../boardParts/images/imageSize.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useReadText } from '../../reading/useReading.tsx'
import { ThreadMark } from '../../threads/ThreadMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useEditor } from '../engine/editor.ts'
import { HTMLContainer } from '../engine/shapeView.ts'
import { useValue } from '../engine/signals.ts'
import styles from './image.module.css'

/**
 * An image on the canvas. It is fetched when it enters the viewport, and again in a larger size
 * when the zoom requires it.
 */
export function ImageView({ shape }: { shape: ImageShape }) {
	const { path } = shape.props
	const alt = useReadText(textId(shape.id, 'alt'), shape.props.alt).text
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
