import { CARD_METRICS } from '@charrette/shared'
import type { Editor } from '@tldraw/tldraw'
import { CARD_FONT } from './cardFont.ts'

/** The baseline's distance from a line's upper edge, as a part of the font's size, for lines 1.35 high. */
const BASELINE = 1.02

interface SvgTextProps {
	editor: Editor
	text: string
	x: number
	y: number
	fontSize: number
	fill: string
	weight?: number
	/** Lines are broken where the canvas breaks them at this width; without it, or when `isLine`, there is one line. */
	width: number
	isLine?: boolean
	/** Follows the text on its line in the regular weight, cut where the line ends. */
	after?: string
	anchor?: 'start' | 'end'
}

/** A text as SVG that opens anywhere: one `<text>` with a `<tspan>` a line, broken as on the canvas. */
export function SvgText(props: SvgTextProps) {
	const { x, y, fontSize, fill, weight = 400, anchor = 'start' } = props
	return (
		<text
			x={x}
			y={y}
			fontFamily={CARD_FONT}
			fontSize={fontSize}
			fontWeight={weight}
			fill={fill}
			textAnchor={anchor}
			xmlSpace="preserve"
		>
			{linesOf(props).map((line) => (
				<tspan key={line.top} x={x} y={y + line.top + fontSize * BASELINE}>
					{line.text}
				</tspan>
			))}
			{props.after && <tspan fontWeight={500}>{restOfLine(props, props.after)}</tspan>}
		</text>
	)
}

/** What follows a line, as far as there is room for it. */
function restOfLine(props: SvgTextProps, after: string): string {
	const { editor, text, fontSize, weight = 400 } = props
	const { w: taken } = editor.textMeasure.measureText(text, {
		fontFamily: CARD_FONT,
		fontSize,
		fontStyle: 'normal',
		fontWeight: String(weight),
		lineHeight: CARD_METRICS.lineHeight,
		maxWidth: null,
		padding: '0px',
	})
	const [line] = linesOf({ ...props, text: after, weight: 500, width: props.width - taken, isLine: true })
	return line?.text ?? ''
}

function linesOf({
	editor,
	text,
	fontSize,
	weight = 400,
	width,
	isLine,
}: SvgTextProps): { top: number; text: string }[] {
	const spans = editor.textMeasure.measureTextSpans(text, {
		fontFamily: CARD_FONT,
		fontSize,
		fontStyle: 'normal',
		fontWeight: String(weight),
		lineHeight: CARD_METRICS.lineHeight,
		width: Math.ceil(width),
		height: 1,
		padding: 0,
		textAlign: 'start',
		overflow: isLine ? 'truncate-ellipsis' : 'wrap',
	})
	const lines = new Map<number, string>()
	for (const { box, text: part } of spans) {
		// Han and Latin glyphs of one line differ in height by a fraction.
		const row = Math.round((box.y + box.h / 2) / (fontSize * CARD_METRICS.lineHeight) - 0.5)
		lines.set(row, (lines.get(row) ?? '') + part.replace(/\n/g, ''))
	}
	return [...lines].map(([row, line]) => ({ top: row * fontSize * CARD_METRICS.lineHeight, text: line.trimEnd() }))
}
