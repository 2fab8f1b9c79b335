import { SVGContainer, type TLArrowShape, track, useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from 'react-i18next'
import { useIsDimmed } from './find/dimmedOf.ts'
import { isFarAway } from './isFarAway.ts'
import styles from './link.module.css'
import { headPath, linePath } from './linkPath.ts'
import { readLink } from './readLink.ts'

/** A link as one sees it: a clean line with its meaning on it. */
export const LinkView = track(function LinkView({ shape }: { shape: TLArrowShape }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isFar = useValue('is far away', () => isFarAway(editor), [editor])
	const isDimmed = useIsDimmed(shape.id) || undefined
	const link = readLink(editor, shape)
	if (!link) return null
	const { course, middle, meaning } = link
	return (
		<>
			<SVGContainer className={styles['line']} data-dimmed={isDimmed} data-far={isFar || undefined}>
				<path d={linePath(course)} />
				{!isFar && <path className={styles['head']} d={headPath(course)} />}
			</SVGContainer>
			{meaning && !isFar && (
				<span
					className={styles['label']}
					data-dimmed={isDimmed}
					style={{ transform: `translate(${middle.x}px, ${middle.y}px) translate(-50%, -50%)` }}
				>
					{t(`meanings.${meaning}`)}
				</span>
			)}
		</>
	)
})
