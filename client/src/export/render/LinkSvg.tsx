import { arrowheadPath, CARD_METRICS, linePath } from '@charrette/shared'
import { boardUi } from '../../canvas/boardUi.ts'
import { LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import type { Editor } from '../../canvas/engine/editor.ts'
import type { LinkShape } from '../../canvas/engine/shapes.ts'
import { type DrawnLink, labelPosition } from '../../canvas/link/linkGeometry.ts'
import { textsIn } from '../../i18n/texts.ts'
import { readLocale } from '../../i18n/useTranslation.ts'
import { layoutText } from './layoutText.ts'
import { SvgText } from './SvgText.tsx'

const LABEL_SIZE = 12
const LABEL_PADDING = 5
const LABEL_HEIGHT = LABEL_SIZE * CARD_METRICS.lineHeight

/**
 * A link in an export: its line, its arrowhead, and its label on a background that separates it
 * from the line.
 */
export function LinkSvg({ shape, link, editor }: { shape: LinkShape; link: DrawnLink; editor: Editor }) {
	const { curve, meaning } = link
	const label =
		meaning && textsIn(boardUi(editor).images.words.current.locale ?? readLocale(), 'board')(`meanings.${meaning}`)
	const position = label && labelPosition(editor, shape, { curve, label })
	return (
		<g>
			<path d={linePath(curve)} fill="none" stroke={LIGHT_COLOURS.ink2} strokeWidth={2} strokeLinecap="round" />
			<path d={arrowheadPath(curve)} fill={LIGHT_COLOURS.ink2} />
			{position && label && (
				<>
					<LabelBackground editor={editor} label={label} {...position} />
					<SvgText
						editor={editor}
						text={label}
						x={position.x}
						y={position.y - LABEL_HEIGHT / 2}
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

/**
 * The rectangle behind a label. An outline of the letters would need `paint-order`, which few
 * programs support.
 */
function LabelBackground({ editor, label, x, y }: { editor: Editor; label: string; x: number; y: number }) {
	const style = { fontSize: LABEL_SIZE, weight: 400, width: Number.POSITIVE_INFINITY, isLine: true } as const
	const [line] = layoutText(label, style, boardUi(editor).images.fonts.current)
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
