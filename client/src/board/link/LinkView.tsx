import { headPath, type LinkCourse, linePath, pointAlong } from '@charrette/shared'
import { SVGContainer, stopEventPropagation, type TLArrowShape, track, useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { ShapeLook } from '../card/shapeLooks.ts'
import styles from './link.module.css'
import { openLinkMenu } from './linkMenu.ts'
import { readLink } from './readLink.ts'
import { wordSpot } from './wordPlace.ts'

/** A link as one sees it: a clean line with its meaning on it, a click on which lets one choose another. */
export const LinkView = track(function LinkView({ shape, look }: { shape: TLArrowShape; look: ShapeLook }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { isFlat } = look
	const isDimmed = look.isDimmed || undefined
	const link = readLink(editor, shape)
	if (!link) return null
	const { course, meaning } = link
	return (
		<>
			<SVGContainer className={styles['line']} data-dimmed={isDimmed} data-far={isFlat || undefined}>
				<path d={linePath(course)} />
				{!isFlat && <path className={styles['head']} d={headPath(course)} />}
			</SVGContainer>
			{meaning && !isFlat && (
				<LinkWord shape={shape} course={course} word={t(`meanings.${meaning}`)} isDimmed={isDimmed} />
			)}
		</>
	)
})

interface LinkWordProps {
	shape: TLArrowShape
	course: LinkCourse
	word: string
	isDimmed: true | undefined
}

/** What the link says, where it covers no card. It is drawn anew only when its place is another. */
function LinkWord({ shape, course, word, isDimmed }: LinkWordProps) {
	const editor = useEditor()
	const spot = useValue('spot of a word', () => wordSpot(editor, shape, { course, word }), [
		editor,
		shape,
		course,
		word,
	])
	const { x, y } = pointAlong(course, spot)
	return (
		<button
			type="button"
			tabIndex={-1}
			className={styles['label']}
			data-dimmed={isDimmed}
			style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
			onPointerDown={stopEventPropagation}
			onTouchStart={stopEventPropagation}
			onTouchEnd={stopEventPropagation}
			onClick={() => openLinkMenu(editor, shape.id)}
		>
			{word}
		</button>
	)
}
