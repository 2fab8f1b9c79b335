import { CARD_METRICS } from '@charrette/shared'
import { WeakCache } from '@tldraw/tldraw'
import type { PictureFont, PictureFonts, PictureWeight } from './pictureFonts.ts'
import { type Glyphs, splitRuns, type TextRun } from './splitRuns.ts'

/** A text as it is to be set. Lengths in board units. */
export interface TextStyle {
	fontSize: number
	weight: PictureWeight
	/** Where lines are broken, or where the one line is cut. */
	width: number
	/** One line, cut with an ellipsis where it is too long. */
	isLine?: boolean | undefined
}

/** A line of a text that was laid out: its upper edge from the text's, its width, and its runs. */
export interface TextLine {
	top: number
	width: number
	runs: TextRun<PictureFont>[]
}

const ELLIPSIS = '…'

let element: HTMLElement | null = null
/** What was laid out in these typefaces: a board is drawn part by part, and in several formats. */
const laidIn = new WeakCache<PictureFonts, Map<string, TextLine[]>>()
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Sets a text as the browser sets it in these typefaces: where each line is broken, and where each run of it begins. */
export function layText(text: string, style: TextStyle, fonts: PictureFonts): TextLine[] {
	// The device's may still be on their way, and are nobody's to remember.
	if (fonts.all.length === 0) return layAnew(text, style, fonts)
	const laid = laidIn.get(fonts, () => new Map())
	const key = `${style.fontSize}/${style.weight}/${style.width}/${style.isLine ?? false}/${text}`
	const lines = laid.get(key) ?? layAnew(text, style, fonts)
	laid.set(key, lines)
	return lines
}

function layAnew(text: string, style: TextStyle, fonts: PictureFonts): TextLine[] {
	const lines = measure(text, style, fonts)
	const line = lines[0]
	if (!style.isLine || !line || line.width <= style.width) return lines
	const letters = [...segmenter.segment(text)].map(({ segment }) => segment)
	let [fits, tooMany] = [0, letters.length]
	while (tooMany - fits > 1) {
		const count = (fits + tooMany) >> 1
		const [cut] = measure(shorten(letters, count), style, fonts)
		if (cut && cut.width <= style.width) fits = count
		else tooMany = count
	}
	return fits === 0 ? [] : measure(shorten(letters, fits), style, fonts)
}

function shorten(letters: string[], count: number): string {
	return letters.slice(0, count).join('').trimEnd() + ELLIPSIS
}

function measure(text: string, style: TextStyle, fonts: PictureFonts): TextLine[] {
	const { fontSize, weight, width, isLine } = style
	const page = pageElement()
	page.style.cssText = `position:absolute;left:0;top:0;direction:ltr;text-align:left;overflow-wrap:break-word;text-rendering:geometricPrecision;line-height:${CARD_METRICS.lineHeight};font-size:${fontSize}px;font-weight:${weight};white-space:${isLine ? 'pre' : 'pre-wrap'};${isLine ? '' : `width:${width}px`}`
	page.style.fontFamily = fonts.stack
	page.textContent = text
	const lineHeight = fontSize * CARD_METRICS.lineHeight
	const rows = new Map<number, Glyphs<PictureFont>[]>()
	for (const glyphs of readGlyphs(page, text)) {
		// Han and Latin glyphs of one line differ in height by a fraction.
		const row = Math.round((glyphs.top + glyphs.bottom) / 2 / lineHeight - 0.5)
		const font = fonts.of(firstCharacter(glyphs.text), weight)
		rows.set(row, [...(rows.get(row) ?? []), { ...glyphs, font }])
	}
	page.textContent = ''
	return [...rows].map(([row, glyphs]) => ({
		top: row * lineHeight,
		width: Math.max(0, ...glyphs.filter(({ text: seen }) => seen.trim() !== '').map(({ right }) => right)),
		runs: splitRuns(glyphs, fonts.all[0]?.family),
	}))
}

type Placed = Omit<Glyphs<PictureFont>, 'font'> & { top: number; bottom: number }

/** What one reads as one character each, and where it lies. */
function readGlyphs(page: HTMLElement, text: string): Placed[] {
	const node = page.firstChild
	if (!node) return []
	const origin = page.getBoundingClientRect()
	const range = document.createRange()
	const placed: Placed[] = []
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

function pageElement(): HTMLElement {
	if (element) return element
	const frame = document.createElement('div')
	frame.setAttribute('aria-hidden', 'true')
	frame.style.cssText = 'position:fixed;top:0;left:0;width:0;height:0;overflow:hidden;visibility:hidden;contain:strict'
	element = document.createElement('div')
	frame.append(element)
	document.body.append(frame)
	return element
}
