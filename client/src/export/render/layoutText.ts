import { CARD_METRICS } from '@charrette/shared'
import { createMeasureElement } from '../../canvas/render/createMeasureElement.ts'
import type { EmbeddedFont, FontWeight, RenderFonts } from '../../canvas/render/renderAssets.ts'
import { fillWithText } from '../../ui/fillWithText.ts'
import { directionsOf } from './bidiLevels.ts'

/** The style in which a text is laid out. Lengths are in board units. */
export interface TextStyle {
	fontSize: number
	weight: FontWeight
	/** The width at which lines are broken, or a single line is truncated. */
	width: number
	/** A single line, truncated with an ellipsis. */
	isLine?: boolean | undefined
	/** Whether this is a card's text, with bold parts and lists (TEXT1). */
	isFormatted?: boolean | undefined
}

/** A line of a laid out text. */
export interface TextLine {
	/** Distance of its upper edge from that of the text. */
	top: number
	width: number
	runs: TextRun<EmbeddedFont>[]
}

const ELLIPSIS = '…'

let measureElement: HTMLElement | null = null
/** A cache by fonts: a board is rendered in parts and in several formats, with the same fonts. */
const layoutCache = new WeakMap<RenderFonts, Map<string, TextLine[]>>()
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Lays out a text as the browser does in these fonts. Returns the lines, with the position of each
 * run in them.
 */
export function layoutText(text: string, style: TextStyle, fonts: RenderFonts): TextLine[] {
	// Fonts of the device may still be loading, so these layouts are not cached.
	if (fonts.all.length === 0) return computeLayout(text, style, fonts)
	const cache = layoutCache.get(fonts) ?? new Map<string, TextLine[]>()
	layoutCache.set(fonts, cache)
	const key = `${style.fontSize}/${style.weight}/${style.width}/${style.isLine ?? false}/${style.isFormatted ?? false}/${text}`
	const lines = cache.get(key) ?? computeLayout(text, style, fonts)
	cache.set(key, lines)
	return lines
}

function computeLayout(text: string, style: TextStyle, fonts: RenderFonts): TextLine[] {
	const lines = measureLines(text, style, fonts)
	const line = lines[0]
	if (!style.isLine || !line || line.width <= style.width) return lines
	const graphemes = [...segmenter.segment(text)].map(({ segment }) => segment)
	let [fits, tooMany] = [0, graphemes.length]
	while (tooMany - fits > 1) {
		const count = (fits + tooMany) >> 1
		const [truncated] = measureLines(truncate(graphemes, count), style, fonts)
		if (truncated && truncated.width <= style.width) fits = count
		else tooMany = count
	}
	return fits === 0 ? [] : measureLines(truncate(graphemes, fits), style, fonts)
}

function truncate(graphemes: string[], count: number): string {
	return graphemes.slice(0, count).join('').trimEnd() + ELLIPSIS
}

function measureLines(text: string, style: TextStyle, fonts: RenderFonts): TextLine[] {
	const { fontSize, weight, width, isLine, isFormatted } = style
	measureElement ??= createMeasureElement()
	const element = measureElement
	element.style.cssText = `position:absolute;left:0;top:0;text-align:start;overflow-wrap:break-word;text-rendering:geometricPrecision;line-height:${CARD_METRICS.lineHeight};font-size:${fontSize}px;font-weight:${weight};white-space:${isLine ? 'pre' : 'pre-wrap'};${isLine ? '' : `width:${width}px`}`
	element.style.fontFamily = fonts.fontFamily
	// As on the canvas, the first letter determines the direction of the whole text.
	element.dir = 'auto'
	if (isFormatted) fillWithText(element, text, makeMeasuredLink)
	else element.textContent = text
	const lineHeight = fontSize * CARD_METRICS.lineHeight
	const rows = new Map<number, Glyphs<EmbeddedFont>[]>()
	for (const glyphs of readGlyphs(element, weight)) {
		// The heights of Chinese and Latin glyphs of the same line differ by a fraction.
		const row = Math.round((glyphs.top + glyphs.bottom) / 2 / lineHeight - 0.5)
		const font = fonts.fontFor(firstCharacter(glyphs.text), glyphs.weight)
		rows.set(row, [...(rows.get(row) ?? []), { ...glyphs, font }])
	}
	element.textContent = ''
	return [...rows].map(([row, glyphs]) => ({
		top: row * lineHeight,
		width: Math.max(0, ...glyphs.filter((each) => each.text.trim() !== '').map(({ right }) => right)),
		runs: splitRuns(glyphs, fonts.all[0]?.family),
	}))
}

/** A link without a style, so that its text is as wide as any other. */
function makeMeasuredLink({ text, href }: { text: string; href: string }): HTMLElement {
	const link = document.createElement('span')
	link.dataset['href'] = href
	link.textContent = text
	return link
}

type PositionedGlyphs = Omit<Glyphs<EmbeddedFont>, 'font'> & { top: number; bottom: number }

/**
 * Returns the graphemes of the text in the measure element, with their positions. `weight` is that
 * of text that is not bold.
 */
function readGlyphs(element: HTMLElement, weight: FontWeight): PositionedGlyphs[] {
	const origin = element.getBoundingClientRect()
	const range = document.createRange()
	const glyphs: PositionedGlyphs[] = []
	const { nodes, text } = readParagraphs(element)
	const isRightToLeft = directionsOf(text, getComputedStyle(element).direction === 'rtl' ? 'rtl' : 'ltr')
	for (const { node, start } of nodes) {
		const href = node.parentElement?.dataset['href'] ?? null
		const isBold = node.parentElement !== element && node.parentElement?.closest('b') !== null
		for (const { segment, index } of segmenter.segment(node.nodeValue ?? '')) {
			if (segment === '\n' || segment === '\r\n') continue
			range.setStart(node, index)
			range.setEnd(node, index + segment.length)
			const box = boxAround(range.getClientRects())
			if (!box) continue
			const [left, right] = [box.left - origin.left, box.right - origin.left]
			const [top, bottom] = [box.top - origin.top, box.bottom - origin.top]
			const style = { weight: isBold ? (700 as const) : weight, isRightToLeft: isRightToLeft(start + index), href }
			glyphs.push({ text: segment, left, right, top, bottom, ...style })
		}
	}
	return glyphs
}

/** Returns the text nodes of an element, and its text, in which a line feed ends each block. */
function readParagraphs(element: HTMLElement): { nodes: { node: Node; start: number }[]; text: string } {
	const nodes: { node: Node; start: number }[] = []
	let [text, block] = ['', element as Element | null]
	const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const owner = node.parentElement?.closest('span:not([data-href]), div') ?? element
		if (owner !== block) text += '\n'
		block = owner
		nodes.push({ node, start: text.length })
		text += node.nodeValue ?? ''
	}
	return { nodes, text }
}

/**
 * Returns the box around the parts of a grapheme on its first line: a joiner is a part of its own.
 */
function boxAround([first, ...others]: Iterable<DOMRect>): Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'> | null {
	if (!first) return null
	const line = [first, ...others.filter(({ top, width }) => width > 0 && top < first.bottom)]
	return {
		left: Math.min(...line.map(({ left }) => left)),
		right: Math.max(...line.map(({ right }) => right)),
		top: first.top,
		bottom: first.bottom,
	}
}

function firstCharacter(text: string): string {
	return String.fromCodePoint(text.codePointAt(0) ?? 0)
}

/** The glyphs of a grapheme, with their position on the line and their font. */
export interface Glyphs<Font> {
	text: string
	left: number
	right: number
	font: Font | null
	weight: FontWeight
	isRightToLeft: boolean
	/** The address that it opens. */
	href: string | null
}

/** A part of a line in one font, weight, direction and link. `x` is its left edge. */
interface TextRun<Font> {
	text: string
	weight: FontWeight
	x: number
	width: number
	font: Font | null
	isRightToLeft: boolean
	href: string | null
}

interface OpenRun<Font> extends TextRun<Font> {
	end: number
}

/** More than a rounding error, less than the width of a space. */
const TOUCH_TOLERANCE = 0.75

/**
 * Splits a line into its runs, in reading order. The browser measures spaces in the first font,
 * `latin`. A space of another font may be narrower, so each word in such a font is a run of its
 * own, at its measured position.
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
		const { isRightToLeft } = glyphs
		const isSame = (run: OpenRun<Font>) =>
			run.font === glyphs.font && run.weight === glyphs.weight && run.href === glyphs.href
		const joins = run && isSame(run) && run.isRightToLeft === isRightToLeft
		if (joins && touches(isRightToLeft ? glyphs.right : glyphs.left, run)) extendRun(run, glyphs)
		else runs.push(openRun(glyphs))
	}
	return runs.map(({ end, ...run }) => run)
}

function touches<Font>(edge: number, run: OpenRun<Font>): boolean {
	return Math.abs(edge - run.end) < TOUCH_TOLERANCE
}

function openRun<Font>({ left, right, ...glyphs }: Glyphs<Font>): OpenRun<Font> {
	return { ...glyphs, x: left, width: right - left, end: glyphs.isRightToLeft ? left : right }
}

function extendRun<Font>(run: OpenRun<Font>, { text, left, right }: Glyphs<Font>): void {
	const rightEdge = Math.max(run.x + run.width, right)
	run.text += text
	run.x = Math.min(run.x, left)
	run.width = rightEdge - run.x
	run.end = run.isRightToLeft ? left : right
}
