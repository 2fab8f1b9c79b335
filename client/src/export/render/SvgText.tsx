import { CARD_METRICS, scriptLanguage, stripUnprintable } from '@charrette/shared'
import { boardUi } from '../../canvas/boardUi.ts'
import { CARD_FONT } from '../../canvas/card/cardStyle.ts'
import type { Editor } from '../../canvas/engine/editor.ts'
import type { EmbeddedFont, FontWeight, RenderFonts } from '../../canvas/render/renderAssets.ts'
import { markDirection } from './bidiLevels.ts'
import { layoutText, type TextLine, type TextStyle } from './layoutText.ts'

/** Distance of the baseline from the upper edge of a line 1.35 em high, in em. */
export const BASELINE = 1.02

/**
 * A text that does not fit is shrunk by this factor, step by step, down to `MIN_SHRINK` of its
 * size. A translation may be several times as long as the text for which the card was made.
 */
const SHRINK_STEP = 0.95
const MIN_SHRINK = { asWritten: 0.5, translated: 0.1 }
/** The space above a text below another one, in em. */
const BELOW_GAP = 0.35

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
	/** Whether the text, or a part of it, is a translation (EXP10). */
	isTranslated?: boolean
	/** A text below this one, in the same style: its translation. */
	below?: { text: string; fill: string }
	/** A text in regular weight that follows on the same line, truncated at the end of the line. */
	after?: string
	anchor?: 'start' | 'middle' | 'end'
}

/**
 * A text as portable SVG: one `<text>` with a `<tspan>` per line and font, at its measured
 * position.
 */
export function SvgText({ text, ...style }: SvgTextProps) {
	const { editor, x, y, fill, weight, width, anchor = 'start', after, below } = style
	const fonts = boardUi(editor).images.fonts.current
	const { lines, linesBelow, fontSize } = fitText({ text: stripUnprintable(text), ...style }, fonts)
	const usedWidth = lines[0]?.width ?? 0
	// A translation is never in the language of the text above it.
	const langBelow = scriptLanguage(below?.text ?? '') ?? ''
	const rest = after ? layoutText(after, { fontSize, weight: 400, width: width - usedWidth, isLine: true }, fonts) : []
	return (
		<text
			fontSize={fontSize}
			fontWeight={weight}
			fontFamily={familiesOf(null)}
			fill={fill}
			xmlSpace="preserve"
			lang={scriptLanguage(text) ?? undefined}
		>
			{lines.flatMap((line) =>
				spansOf(line, { x: x - anchorOffset(anchor, line.width), y: y + fontSize * BASELINE, inherited: weight }),
			)}
			{linesBelow.flatMap((line) =>
				spansOf(line, { x, y: y + fontSize * BASELINE, inherited: weight, fill: below?.fill, lang: langBelow }),
			)}
			{rest.flatMap((line) => spansOf(line, { x: x + usedWidth, y: y + fontSize * BASELINE, inherited: weight }))}
		</text>
	)
}

function fitText({ text, height = Number.POSITIVE_INFINITY, below, ...style }: SvgTextProps, fonts: RenderFonts) {
	const smallest = style.fontSize * MIN_SHRINK[style.isTranslated ? 'translated' : 'asWritten']
	let fontSize = style.fontSize
	for (;;) {
		const lines = layoutText(text, { ...style, fontSize }, fonts)
		const top = below ? bottomOf(lines, fontSize) + fontSize * BELOW_GAP : 0
		const linesBelow = below ? layoutText(stripUnprintable(below.text), { ...style, fontSize }, fonts) : []
		const moved = linesBelow.map((line) => ({ ...line, top: line.top + top }))
		const bottom = bottomOf(below ? moved : lines, fontSize)
		if (bottom <= height + 1 || fontSize < smallest) return { lines, linesBelow: moved, fontSize }
		fontSize *= SHRINK_STEP
	}
}

function bottomOf(lines: readonly TextLine[], fontSize: number): number {
	return (lines.at(-1)?.top ?? 0) + fontSize * CARD_METRICS.lineHeight
}

interface Place {
	x: number
	y: number
	/** The weight and the fill of the text, unless `fill` is another one. */
	inherited: FontWeight
	fill?: string | undefined
	/** The language, unless it is that of the text; '' for an unknown one. */
	lang?: string
}

function spansOf({ top, runs }: TextLine, at: Place) {
	return runs.map((run) => (
		<tspan
			key={`${top} ${run.x} ${run.weight}`}
			x={round(at.x + run.x)}
			y={round(at.y + top)}
			fontFamily={familiesOf(run.font)}
			fill={at.fill}
			lang={at.lang}
			fontWeight={run.weight === at.inherited ? undefined : run.weight}
			data-width={round(run.width)}
			data-rtl={run.isRightToLeft || undefined}
			data-href={run.href ?? undefined}
		>
			{run.isRightToLeft ? markDirection(run.text) : run.text}
		</tspan>
	))
}

/** Returns the families of a run in an SVG: its font, and the fonts of devices. */
export function familiesOf(font: EmbeddedFont | null): string {
	return font ? `"${font.family}", ${FALLBACK_FONTS[font.family] ?? 'Arial'}, sans-serif` : CARD_FONT
}

function anchorOffset(anchor: 'start' | 'middle' | 'end', width: number): number {
	return { start: 0, middle: width / 2, end: width }[anchor]
}

const round = (value: number) => Math.round(value * 100) / 100
