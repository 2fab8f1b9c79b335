import { CARD_METRICS, stripUnprintable } from '@charrette/shared'
import type { Editor } from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { CARD_FONT } from '../card/cardStyle.ts'
import { markDirection } from './bidiLevels.ts'
import { layoutText, type TextLine, type TextStyle } from './layoutText.ts'
import type { EmbeddedFont, FontWeight, RenderFonts } from './renderAssets.ts'

/** Distance of the baseline from the upper edge of a line 1.35 em high, in em. */
export const BASELINE = 1.02

/**
 * A text that does not fit is shrunk by this factor, step by step, down to `MIN_SHRINK` of its
 * size.
 */
const SHRINK_STEP = 0.95
const MIN_SHRINK = 0.5

/**
 * Fonts of common devices, for programs that do not have the font and do not read the embedded one.
 */
const FALLBACK_FONTS: Record<string, string> = {
	Inter: 'Arial, Helvetica',
	'Noto Sans': 'Arial, Helvetica',
	'Noto Sans SC': '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"',
	'Noto Sans Arabic': '"Segoe UI", "Geeza Pro", Arial',
	'Noto Sans Hebrew': '"Segoe UI", "Arial Hebrew", Arial',
	'Nanum Gothic': '"Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"',
	'Noto Sans Thai': '"Leelawadee UI", Thonburi',
	'Noto Sans Bengali': '"Nirmala UI", "Bangla Sangam MN"',
	'Noto Sans Tamil': '"Nirmala UI", "Tamil Sangam MN"',
	'Noto Sans Khmer': '"Khmer UI", "Khmer Sangam MN"',
	'Noto Sans Myanmar': '"Myanmar Text", "Myanmar Sangam MN"',
	'Noto Sans Ethiopic': 'Ebrima, Kefa',
	'Noto Emoji': '"Segoe UI Emoji", "Apple Color Emoji", "Noto Color Emoji"',
	'Noto Sans Symbols 2': '"Segoe UI Symbol", "Apple Symbols"',
}

interface SvgTextProps extends TextStyle {
	editor: Editor
	text: string
	x: number
	y: number
	fill: string
	/**
	 * The maximum height. A higher text is shrunk, since the fonts differ from those of the canvas.
	 */
	height?: number
	/** A text in regular weight that follows on the same line, truncated at the end of the line. */
	after?: string
	anchor?: 'start' | 'middle' | 'end'
}

/**
 * A text as portable SVG: one `<text>` with a `<tspan>` per line and font, at its measured
 * position.
 */
export function SvgText({ text, ...style }: SvgTextProps) {
	const { editor, x, y, fill, weight, width, anchor = 'start', after } = style
	const fonts = boardUi(editor).renderFonts.current
	const { lines, fontSize } = fitText({ text: stripUnprintable(text), ...style }, fonts)
	const usedWidth = lines[0]?.width ?? 0
	const rest = after ? layoutText(after, { fontSize, weight: 400, width: width - usedWidth, isLine: true }, fonts) : []
	return (
		<text fontSize={fontSize} fontWeight={weight} fontFamily={familiesOf(null)} fill={fill} xmlSpace="preserve">
			{lines.flatMap((line) =>
				spansOf(line, { x: x - anchorOffset(anchor, line.width), y: y + fontSize * BASELINE, inherited: weight }),
			)}
			{rest.flatMap((line) => spansOf(line, { x: x + usedWidth, y: y + fontSize * BASELINE, inherited: weight }))}
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

function spansOf({ top, runs }: TextLine, at: { x: number; y: number; inherited: FontWeight }) {
	return runs.map((run) => (
		<tspan
			key={`${top} ${run.x} ${run.weight}`}
			x={round(at.x + run.x)}
			y={round(at.y + top)}
			fontFamily={familiesOf(run.font)}
			fontWeight={run.weight === at.inherited ? undefined : run.weight}
			data-width={round(run.width)}
			data-rtl={run.isRightToLeft || undefined}
		>
			{run.isRightToLeft ? markDirection(run.text) : run.text}
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
