import { CARD_METRICS } from '@charrette/shared'
import { WeakCache } from '@tldraw/tldraw'
import type { EmbeddedFont, FontWeight, RenderFonts } from './renderFonts.ts'

/** A text as it is to be set. Lengths in board units. */
export interface TextStyle {
	fontSize: number
	weight: FontWeight
	/** Where lines are broken, or where the one line is cut. */
	width: number
	/** One line, cut with an ellipsis where it is too long. */
	isLine?: boolean | undefined
}

/** A line of a text that was laid out: its upper edge from the text's, its width, and its runs. */
export interface TextLine {
	top: number
	width: number
	runs: TextRun<EmbeddedFont>[]
}

const ELLIPSIS = '…'

let element: HTMLElement | null = null
/** What was laid out in these typefaces: a board is drawn part by part, and in several formats. */
const layoutCache = new WeakCache<RenderFonts, Map<string, TextLine[]>>()
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Sets a text as the browser sets it in these typefaces: where each line is broken, and where each run of it begins. */
export function layoutText(text: string, style: TextStyle, fonts: RenderFonts): TextLine[] {
	// The device's may still be on their way, and are nobody's to remember.
	if (fonts.all.length === 0) return computeLayout(text, style, fonts)
	const laid = layoutCache.get(fonts, () => new Map())
	const key = `${style.fontSize}/${style.weight}/${style.width}/${style.isLine ?? false}/${text}`
	const lines = laid.get(key) ?? computeLayout(text, style, fonts)
	laid.set(key, lines)
	return lines
}

function computeLayout(text: string, style: TextStyle, fonts: RenderFonts): TextLine[] {
	const lines = measureLines(text, style, fonts)
	const line = lines[0]
	if (!style.isLine || !line || line.width <= style.width) return lines
	const letters = [...segmenter.segment(text)].map(({ segment }) => segment)
	let [fits, tooMany] = [0, letters.length]
	while (tooMany - fits > 1) {
		const count = (fits + tooMany) >> 1
		const [cut] = measureLines(truncate(letters, count), style, fonts)
		if (cut && cut.width <= style.width) fits = count
		else tooMany = count
	}
	return fits === 0 ? [] : measureLines(truncate(letters, fits), style, fonts)
}

function truncate(letters: string[], count: number): string {
	return letters.slice(0, count).join('').trimEnd() + ELLIPSIS
}

function measureLines(text: string, style: TextStyle, fonts: RenderFonts): TextLine[] {
	const { fontSize, weight, width, isLine } = style
	const page = measureElement()
	page.style.cssText = `position:absolute;left:0;top:0;direction:ltr;text-align:left;overflow-wrap:break-word;text-rendering:geometricPrecision;line-height:${CARD_METRICS.lineHeight};font-size:${fontSize}px;font-weight:${weight};white-space:${isLine ? 'pre' : 'pre-wrap'};${isLine ? '' : `width:${width}px`}`
	page.style.fontFamily = fonts.fontFamily
	page.textContent = text
	const lineHeight = fontSize * CARD_METRICS.lineHeight
	const rows = new Map<number, Glyphs<EmbeddedFont>[]>()
	for (const glyphs of readGlyphs(page, text)) {
		// Han and Latin glyphs of one line differ in height by a fraction.
		const row = Math.round((glyphs.top + glyphs.bottom) / 2 / lineHeight - 0.5)
		const font = fonts.fontFor(firstCharacter(glyphs.text), weight)
		rows.set(row, [...(rows.get(row) ?? []), { ...glyphs, font }])
	}
	page.textContent = ''
	return [...rows].map(([row, glyphs]) => ({
		top: row * lineHeight,
		width: Math.max(0, ...glyphs.filter(({ text: seen }) => seen.trim() !== '').map(({ right }) => right)),
		runs: splitRuns(glyphs, fonts.all[0]?.family),
	}))
}

type PositionedGlyphs = Omit<Glyphs<EmbeddedFont>, 'font'> & { top: number; bottom: number }

/** What one reads as one character each, and where it lies. */
function readGlyphs(page: HTMLElement, text: string): PositionedGlyphs[] {
	const node = page.firstChild
	if (!node) return []
	const origin = page.getBoundingClientRect()
	const range = document.createRange()
	const placed: PositionedGlyphs[] = []
	for (const { segment, index } of segmenter.segment(text)) {
		if (segment === '\n' || segment === '\r\n') continue
		range.setStart(node, index)
		range.setEnd(node, index + segment.length)
		const box = range.getClientRects()[0]
		if (!box) continue
		const [left, right] = [box.left - origin.left, box.right - origin.left]
		placed.push({ text: segment, left, right, top: box.top - origin.top, bottom: box.bottom - origin.top })
	}
	return placed
}

function firstCharacter(text: string): string {
	return String.fromCodePoint(text.codePointAt(0) ?? 0)
}

function measureElement(): HTMLElement {
	if (element) return element
	const frame = document.createElement('div')
	frame.setAttribute('aria-hidden', 'true')
	frame.style.cssText = 'position:fixed;top:0;left:0;width:0;height:0;overflow:hidden;visibility:hidden;contain:strict'
	element = document.createElement('div')
	frame.append(element)
	document.body.append(frame)
	return element
}

/** What one reads as one character, where it lies on its line, and what it is written in. */
export interface Glyphs<Font> {
	text: string
	left: number
	right: number
	font: Font | null
}

/** A piece of a line that is drawn in one go: of one typeface and one direction. `x` is its left edge. */
interface TextRun<Font> {
	text: string
	x: number
	width: number
	font: Font | null
}

interface OpenRun<Font> extends TextRun<Font> {
	isRightToLeft: boolean
	end: number
}

/** Wider than what rounding does, narrower than any blank. */
const TOUCH_TOLERANCE = 0.75
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u

/**
 * The runs of a line, in the order in which it is read. Blanks are measured in the first typeface, `latin`: in another one
 * they may be narrower, so there each word is a run of its own and lies where it was measured.
 */
export function splitRuns<Font extends { family: string }>(
	line: readonly Glyphs<Font>[],
	latin: string | undefined,
): TextRun<Font>[] {
	const runs: OpenRun<Font>[] = []
	for (const glyphs of line) {
		const run = runs.at(-1)
		if (glyphs.text.trim() === '') {
			if (run && !run.isRightToLeft) run.text += glyphs.text
			if (run && run.font?.family === latin && touches(glyphs.left, run)) run.end = glyphs.right
			continue
		}
		const isRightToLeft = RIGHT_TO_LEFT.test(glyphs.text)
		const joins = run && run.font === glyphs.font && run.isRightToLeft === isRightToLeft
		if (joins && touches(isRightToLeft ? glyphs.right : glyphs.left, run)) extendRun(run, glyphs)
		else runs.push(openRun(glyphs, isRightToLeft))
	}
	return runs.map(({ text, x, width, font }) => ({ text, x, width, font }))
}

function touches<Font>(edge: number, run: OpenRun<Font>): boolean {
	return Math.abs(edge - run.end) < TOUCH_TOLERANCE
}

function openRun<Font>({ text, left, right, font }: Glyphs<Font>, isRightToLeft: boolean): OpenRun<Font> {
	return { text, x: left, width: right - left, font, isRightToLeft, end: isRightToLeft ? left : right }
}

function extendRun<Font>(run: OpenRun<Font>, { text, left, right }: Glyphs<Font>): void {
	const farthest = Math.max(run.x + run.width, right)
	run.text += text
	run.x = Math.min(run.x, left)
	run.width = farthest - run.x
	run.end = run.isRightToLeft ? left : right
}
