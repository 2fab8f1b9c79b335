import { isCard, stripInvalidXmlChars, type TextLanguage } from '@charrette/shared'
import { LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import { Box, type ShapeId } from '../../canvas/engine/shapes.ts'
import { decodeBase64, type RenderFonts } from '../../canvas/render/renderAssets.ts'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import type { OnProgress } from '../exportFormats.ts'
import { createSvgElement, drawHeading, type LineStyle } from '../pdf/drawing.ts'
import type { ShapingFont } from '../pdf/shapeText.ts'
import type { BoardRenderer } from './boardRenderer.ts'
import { fetchImages } from './imageSvg.tsx'
import { layoutText } from './layoutText.ts'

/**
 * The space around the shapes, in board units: link labels and cluster titles may extend beyond
 * their bounds.
 */
export const PADDING = 48

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
const TITLE_END = '</title>'

/** The shapes to render, the part of the board, and the background. */
export interface SvgOptions {
	shapes: readonly ShapeId[]
	/** The rendered part of the board, in board units. */
	bounds: Box
	background: 'paper' | 'transparent'
	/**
	 * Pixels per board unit of the PNG that is made of the SVG; null if it stays an SVG, which can be
	 * viewed at any zoom.
	 */
	pixelRatio: number | null
	/** Whether this is the whole board, with the note of the renderer. */
	hasNote?: boolean
}

/**
 * Returns the bounds of these shapes with PADDING around them, and room for the note below them;
 * null if there are none.
 */
export function boundsOf({ editor, note, fonts }: BoardRenderer, shapes: readonly ShapeId[]): Box | null {
	const boxes = shapes.map((id) => editor.getShapePageBounds(id)).filter((box) => box !== undefined)
	if (boxes.length === 0) return null
	const bounds = Box.Common(boxes).expandBy(PADDING)
	if (note === null) return bounds
	const style = { fontSize: noteSize(bounds), weight: 400, width: Number.POSITIVE_INFINITY, isLine: true } as const
	const [line] = layoutText(note, style, fonts)
	const w = Math.max(bounds.w, (line?.width ?? 0) + PADDING * 2)
	return new Box(bounds.x, bounds.y, w, bounds.h + style.fontSize * 2)
}

/** The font size of the note in board units: that of a card, larger on a large board. */
function noteSize({ w }: Box): number {
	return Math.min(60, Math.max(13, w / 120))
}

/** Draws the note at the lower edge of the board (EXP10). */
function drawNote(bounds: Box, note: string, fonts: RenderFonts): SVGElement[] {
	const size = noteSize(bounds)
	const place = { x: bounds.x + PADDING, top: bounds.maxY - PADDING - size * 0.4, width: bounds.w - PADDING * 2 }
	const style: LineStyle = { ...place, size, weight: 400, fill: LIGHT_COLOURS.ink2 }
	return drawHeading(note, { ...style, smallest: size / 2 }, fonts)
}

/**
 * Renders shapes as an SVG element of shapes and `<text>` only, which every program draws. Fonts
 * are added by `writeSvg`.
 */
export async function renderSvg(renderer: BoardRenderer, options: SvgOptions): Promise<SVGSVGElement> {
	const { editor, note, fonts } = renderer
	const { shapes, bounds, background, pixelRatio, hasNote = false } = options
	await fetchImages(editor, shapes, pixelRatio)
	// For a single frame tldraw renders its children only. A shape that is listed twice does not
	// count as single.
	const rendered = await editor.getSvgElement([...shapes, ...shapes.slice(0, 1)], {
		bounds: bounds.clone(),
		padding: 0,
		darkMode: false,
		background: false,
		...(pixelRatio === null ? {} : { pixelRatio }),
	})
	const { x, y, w, h } = bounds
	const svg = createSvgElement('svg', {
		viewBox: `${x} ${y} ${w} ${h}`,
		width: w,
		height: h,
		'stroke-linecap': 'round',
		'stroke-linejoin': 'round',
		// Text was measured with this setting. Without it, browsers round the width of each letter.
		'text-rendering': 'geometricPrecision',
	})
	if (background === 'paper') svg.append(backgroundRect(bounds))
	// The nodes are moved, not copied: tldraw discards the rest.
	if (rendered) svg.append(...[...rendered.svg.childNodes].filter((node) => node.nodeName !== 'defs'))
	if (hasNote && note !== null) svg.append(...drawNote(bounds, note, fonts))
	return svg
}

function backgroundRect({ x, y, w, h }: Box): SVGElement {
	return createSvgElement('rect', { x, y, width: w, height: h, fill: LIGHT_COLOURS.paper })
}

interface SvgFile {
	fonts: RenderFonts
	title: string
	/** The language of the texts; null if they are as written. */
	language?: TextLanguage | null
}

/** Writes a rendered SVG to a file, with its fonts embedded. Changes the element. */
export function writeSvg(svg: SVGSVGElement, { fonts, title, language = null }: SvgFile): Blob {
	if (language?.choice === 'translated') svg.setAttribute('lang', language.to)
	for (const span of svg.querySelectorAll('[data-width]')) {
		span.removeAttribute('data-width')
		span.removeAttribute('data-rtl')
		span.removeAttribute('data-href')
	}
	const titleElement = createSvgElement('title')
	// An empty element has no end tag, after which the fonts are inserted.
	titleElement.textContent = title || ' '
	svg.prepend(titleElement)
	// Fonts are large: they are inserted after the title as strings, and are not serialized with the
	// rest.
	const text = stripInvalidXmlChars(new XMLSerializer().serializeToString(svg))
	const at = text.indexOf(TITLE_END) + TITLE_END.length
	const faces = fonts.all.map(
		({ family, weight, base64 }) =>
			`@font-face{font-family:"${family}";font-weight:${weight};src:url(data:font/ttf;base64,${base64})}\n`,
	)
	const parts = [XML_DECLARATION, text.slice(0, at), '<style>', ...faces, '</style>', text.slice(at)]
	return new Blob(parts, { type: 'image/svg+xml' })
}

/** The number of cards that are laid out before yielding to the event loop. */
const CARDS_PER_STEP = 40

/**
 * Lays out the texts of a large board in steps, so that the page stays responsive and the export
 * can be cancelled. The layout is cached, so that rendering is quick afterwards.
 */
export async function layOutCards(
	{ editor }: BoardRenderer,
	shapes: readonly ShapeId[],
	onProgress: OnProgress,
): Promise<void> {
	const cards = shapes.filter((id) => {
		const shape = editor.getShape(id)
		return shape && isCard(shape)
	})
	if (cards.length <= CARDS_PER_STEP) return
	for (let at = 0; at < cards.length; at += CARDS_PER_STEP) {
		onProgress(at, cards.length)
		await editor.getSvgElement(cards.slice(at, at + CARDS_PER_STEP), { darkMode: false, background: false })
		// A timeout, since a resolved promise would let no other task run.
		await new Promise((resolve) => setTimeout(resolve, 0))
	}
}

const EMOJI_FAMILY = 'Noto Emoji'

/**
 * Replaces emoji by their outlines: few programs other than browsers use fonts embedded in an SVG,
 * and without an emoji font on the device they would show boxes. Each outline has its character as
 * its title.
 */
export async function outlineEmoji(svg: SVGSVGElement, fonts: RenderFonts): Promise<void> {
	const spans = [...svg.querySelectorAll('tspan')].filter((span) => familyOf(span) === EMOJI_FAMILY)
	if (spans.length === 0) return
	const { openFont } = await fetchChunkOnce(() => import('../pdf/shapeText.ts'))
	const fontByWeight = new Map(
		fonts.all
			.filter(({ family }) => family === EMOJI_FAMILY)
			.map(({ weight, base64 }) => [weight, openFont(decodeBase64(base64))]),
	)
	for (const span of spans) {
		const owner = span.closest('text')
		const weight = Number(span.getAttribute('font-weight') ?? owner?.getAttribute('font-weight')) >= 600 ? 700 : 400
		const font = fontByWeight.get(weight)
		if (!owner || !font) continue
		const scale = Number(owner.getAttribute('font-size')) / font.unitsPerEm
		const [x, y] = [span.getAttribute('x'), span.getAttribute('y')]
		const text = span.textContent ?? ''
		const group = createSvgElement('g', {
			transform: `translate(${x} ${y}) scale(${scale} ${-scale})`,
			fill: owner.getAttribute('fill') ?? '',
			'aria-label': text.trim(),
			role: 'img',
		})
		const title = createSvgElement('title')
		title.textContent = text.trim()
		group.append(title, ...outlinesOf(font, text))
		owner.after(group)
		span.remove()
	}
}

function outlinesOf(font: ShapingFont, text: string): SVGElement[] {
	let pen = 0
	return font.shape(text, false).flatMap(({ id, advance }) => {
		const d = font.outlineOf(id)
		const outline = createSvgElement('path', { d, ...(pen === 0 ? {} : { transform: `translate(${pen} 0)` }) })
		pen += advance
		return d === '' ? [] : [outline]
	})
}

function familyOf(span: SVGTSpanElement): string {
	return /^"([^"]+)"/.exec(span.getAttribute('font-family') ?? '')?.[1] ?? ''
}
