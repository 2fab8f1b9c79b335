import { SVGContainer, stopEventPropagation, type TLArrowShape, track, useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from 'react-i18next'
import { isFarAway } from './isFarAway.ts'
import styles from './link.module.css'
import { linkMenu } from './linkMenu.ts'
import { headPath, linePath } from './linkPath.ts'
import { readLink } from './readLink.ts'

/** A link as one sees it: a clean line with its meaning on it, a click on which lets one choose another. */
export const LinkView = track(function LinkView({ shape }: { shape: TLArrowShape }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isFar = useValue('is far away', () => isFarAway(editor), [editor])
	const link = readLink(editor, shape)
	if (!link) return null
	const { course, middle, meaning } = link
	return (
		<>
			<SVGContainer className={styles['line']}>
				<path d={linePath(course)} />
				<path className={styles['head']} d={headPath(course)} />
			</SVGContainer>
			{meaning && !isFar && (
				<button
					type="button"
					tabIndex={-1}
					className={styles['label']}
					style={{ transform: `translate(${middle.x}px, ${middle.y}px) translate(-50%, -50%)` }}
					onPointerDown={stopEventPropagation}
					onTouchStart={stopEventPropagation}
					onTouchEnd={stopEventPropagation}
					onClick={() => {
						editor.select(shape.id)
						linkMenu(editor).set(shape.id)
					}}
				>
					{t(`meanings.${meaning}`)}
				</button>
			)}
		</>
	)
})
