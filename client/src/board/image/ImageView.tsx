import type { ImageShape } from '@charrette/shared'
import { HTMLContainer, useEditor, useValue } from '@tldraw/tldraw'
import { useRef, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './image.module.css'
import { imageUrl, imageWidthFor } from './imageUrl.ts'

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
