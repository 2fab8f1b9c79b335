import { CARD_METRICS } from '@charrette/shared'
import type { Editor } from '@tldraw/tldraw'
import { CARD_FONT } from '../card/cardStyle.ts'
import { layoutText, type TextLine, type TextStyle } from './layoutText.ts'
import { type EmbeddedFont, type RenderFonts, renderFonts } from './renderFonts.ts'

/** The baseline's distance from a line's upper edge, as a part of the font's size, for lines 1.35 high. */
const BASELINE = 1.02

/** By how much a text is set smaller at a time, and where that ends. */
const SHRINK_STEP = 0.95
const MIN_SHRINK = 0.5

/** Where a program has not the typeface itself, nor takes the one in the file: what is on the usual devices. */
const FALLBACK_FONTS: Record<string, string> = {
	Inter: 'Arial, Helvetica',
	'Noto Sans': 'Arial, Helvetica',
	'Noto Sans SC': '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"',
	'Noto Sans Arabic': '"Segoe UI", "Geeza Pro", Arial',
	'Noto Sans Hebrew': '"Segoe UI", "Arial Hebrew", Arial',
	'Noto Emoji': '"Segoe UI Emoji", "Apple Color Emoji", "Noto Color Emoji"',
	'Noto Sans Symbols 2': '"Segoe UI Symbol", "Apple Symbols"',
}

interface SvgTextProps extends TextStyle {
	editor: Editor
	text: string
	x: number
	y: number
	fill: string
	/** The text is set smaller until it is no higher: typefaces differ from those of the canvas. */
	height?: number
	/** Follows the text on its line in the regular weight, cut where the line ends. */
	after?: string
	anchor?: 'start' | 'middle' | 'end'
}

/** A text as SVG that opens anywhere: one `<text>`, with a `<tspan>` for each line and typeface, placed where it was measured. */
export function SvgText(props: SvgTextProps) {
	const { editor, x, y, fill, weight, width, anchor = 'start', after } = props
	const fonts = renderFonts(editor).current
	const { lines, fontSize } = fitText(props, fonts)
	const first = lines[0]
	const taken = first?.width ?? 0
	const rest = after ? layoutText(after, { fontSize, weight: 400, width: width - taken, isLine: true }, fonts) : []
	return (
		<text fontSize={fontSize} fontWeight={weight} fontFamily={familiesOf(null)} fill={fill} xmlSpace="preserve">
			{lines.flatMap((line) => spansOf(line, { x: x - anchorOffset(anchor, line.width), y: y + fontSize * BASELINE }))}
			{rest.flatMap((line) => spansOf(line, { x: x + taken, y: y + fontSize * BASELINE, weight: 400 }))}
		</text>
	)
}

function fitText({ text, height, ...style }: SvgTextProps, fonts: RenderFonts) {
	let fontSize = style.fontSize
	for (;;) {
		const lines = layoutText(text, { ...style, fontSize }, fonts)
		const bottom = (lines.at(-1)?.top ?? 0) + fontSize * CARD_METRICS.lineHeight
		const fits = height === undefined || bottom <= height + 1
		if (fits || fontSize < style.fontSize * MIN_SHRINK) return { lines, fontSize }
		fontSize *= SHRINK_STEP
	}
}

function spansOf({ top, runs }: TextLine, at: { x: number; y: number; weight?: number }) {
	return runs.map((run) => (
		<tspan
			key={`${top} ${run.x} ${at.weight}`}
			x={round(at.x + run.x)}
			y={round(at.y + top)}
			fontFamily={familiesOf(run.font)}
			fontWeight={at.weight}
			data-width={round(run.width)}
		>
			{run.text}
		</tspan>
	))
}

function familiesOf(font: EmbeddedFont | null): string {
	return font ? `"${font.family}", ${FALLBACK_FONTS[font.family] ?? 'Arial'}, sans-serif` : CARD_FONT
}

function anchorOffset(anchor: 'start' | 'middle' | 'end', width: number): number {
	return { start: 0, middle: width / 2, end: width }[anchor]
}

const round = (value: number) => Math.round(value * 100) / 100
