import { arrowheadPath, CARD_METRICS, type LinkCurve, linePath, pointAlong } from '@charrette/shared'
import {
	type Editor,
	SVGContainer,
	stopEventPropagation,
	type TLArrowShape,
	track,
	useEditor,
	useValue,
} from '@tldraw/tldraw'
import { textsIn } from '../../i18n/texts.ts'
import { currentLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { LIGHT_COLOURS } from '../card/cardStyle.ts'
import type { ShapeAppearance } from '../card/shapeAppearance.ts'
import { layoutText } from '../render/layoutText.ts'
import { renderFonts } from '../render/renderFonts.ts'
import { SvgText } from '../render/SvgText.tsx'
import { openLinkMenu } from './LinkMenu.tsx'
import styles from './link.module.css'
import { type DrawnLink, labelFraction, labelPosition, readLink } from './linkGeometry.ts'

/** A link as one sees it: a clean line with its meaning on it, a click on which lets one choose another. */
export const LinkView = track(function LinkView({ shape, look }: { shape: TLArrowShape; look: ShapeAppearance }) {
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
				{!isFlat && <path className={styles['head']} d={arrowheadPath(course)} />}
			</SVGContainer>
			{meaning && !isFlat && (
				<LinkLabel shape={shape} course={course} label={t(`meanings.${meaning}`)} isDimmed={isDimmed} />
			)}
		</>
	)
})

interface LinkLabelProps {
	shape: TLArrowShape
	course: LinkCurve
	label: string
	isDimmed: true | undefined
}

/** What the link says, where it covers no card. It is drawn anew only when its place is another. */
function LinkLabel({ shape, course, label, isDimmed }: LinkLabelProps) {
	const editor = useEditor()
	const spot = useValue('spot of a word', () => labelFraction(editor, shape, { course, word: label }), [
		editor,
		shape,
		course,
		label,
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
			{label}
		</button>
	)
}

const LABEL_SIZE = 12
const LABEL_PADDING = 5
const LABEL_HEIGHT = LABEL_SIZE * CARD_METRICS.lineHeight

/** A link for a picture: its line, its head and its word, on paper so that it stands clear of the line. */
export function LinkSvg({ shape, link, editor }: { shape: TLArrowShape; link: DrawnLink; editor: Editor }) {
	const { course, meaning } = link
	const word = meaning && textsIn(currentLocale.get(), 'board')(`meanings.${meaning}`)
	const place = word && labelPosition(editor, shape, { course, word })
	return (
		<g>
			<path d={linePath(course)} fill="none" stroke={LIGHT_COLOURS.ink2} strokeWidth={2} strokeLinecap="round" />
			<path d={arrowheadPath(course)} fill={LIGHT_COLOURS.ink2} />
			{place && word && (
				<>
					<LabelBackground editor={editor} word={word} {...place} />
					<SvgText
						editor={editor}
						text={word}
						x={place.x}
						y={place.y - LABEL_HEIGHT / 2}
						width={Number.POSITIVE_INFINITY}
						fontSize={LABEL_SIZE}
						weight={400}
						fill={LIGHT_COLOURS.ink2}
						anchor="middle"
						isLine
					/>
				</>
			)}
		</g>
	)
}

/** Paper under the word. A rim around its letters would need `paint-order`, which few programs know. */
function LabelBackground({ editor, word, x, y }: { editor: Editor; word: string; x: number; y: number }) {
	const style = { fontSize: LABEL_SIZE, weight: 400, width: Number.POSITIVE_INFINITY, isLine: true } as const
	const [line] = layoutText(word, style, renderFonts(editor).current)
	const width = (line?.width ?? 0) + LABEL_PADDING * 2
	return (
		<rect
			x={x - width / 2}
			y={y - LABEL_HEIGHT / 2}
			width={width}
			height={LABEL_HEIGHT}
			rx={6}
			fill={LIGHT_COLOURS.paper}
			fillOpacity={0.92}
		/>
	)
}
