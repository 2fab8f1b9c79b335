import { isCard } from '@charrette/shared'
import { Box, type Editor, type TLShapeId } from '@tldraw/tldraw'
import { LIGHT_COLOURS } from '../../board/card/cardStyle.ts'
import { fetchImages } from '../../board/image/ImageView.tsx'
import { decodeBase64, type RenderFonts } from '../../board/render/renderFonts.ts'
import type { OnProgress } from '../exportFormats.ts'
import type { BoardRenderer } from './boardRenderer.ts'

/** Paper around what is drawn, in board units: a link's word and a cluster's title may reach over its edge. */
export const PADDING = 48

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg'
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
const TITLE_END = '</title>'

/** What is drawn, where, and on what ground. */
export interface SvgOptions {
	shapes: readonly TLShapeId[]
	/** The part of the board, in its units. */
	bounds: Box
	background: 'paper' | 'transparent'
	/** Pixels a board unit of the picture that is made of it; null if it is looked at as closely as one likes. */
	pixelRatio: number | null
}

/** The part of the board on which these shapes lie, with some paper around it. Null where there are none. */
export function boundsOf(editor: Editor, shapes: readonly TLShapeId[]): Box | null {
	const boxes = shapes.map((id) => editor.getShapePageBounds(id)).filter((box) => box !== undefined)
	return boxes.length === 0 ? null : Box.Common(boxes).expandBy(PADDING)
}

/** A board as an SVG element: shapes and `<text>` alone, which every program draws. Its typefaces are not in it yet. */
export async function renderSvg({ editor }: BoardRenderer, wish: SvgOptions): Promise<SVGSVGElement> {
	const { shapes, bounds, background, pixelRatio } = wish
	await fetchImages(editor, shapes, pixelRatio)
	// Of a single cluster tldraw would draw what is in it alone: named twice, it is none of its own.
	const drawn = await editor.getSvgElement([...shapes, ...shapes.slice(0, 1)], {
		bounds: bounds.clone(),
		padding: 0,
		darkMode: false,
		background: false,
		...(pixelRatio === null ? {} : { pixelRatio: pixelRatio }),
	})
	const svg = document.createElementNS(SVG_NAMESPACE, 'svg')
	const { x, y, w, h } = bounds
	for (const [name, value] of Object.entries({ viewBox: `${x} ${y} ${w} ${h}`, width: w, height: h }))
		svg.setAttribute(name, String(value))
	for (const name of ['stroke-linecap', 'stroke-linejoin']) svg.setAttribute(name, 'round')
	// As it was measured: without it a browser rounds the width of each letter.
	svg.setAttribute('text-rendering', 'geometricPrecision')
	if (background === 'paper') svg.append(backgroundRect(bounds))
	// Taken, not copied: tldraw throws away what is left.
	if (drawn) svg.append(...[...drawn.svg.childNodes].filter((node) => node.nodeName !== 'defs'))
	return svg
}

function backgroundRect({ x, y, w, h }: Box): SVGElement {
	const rect = document.createElementNS(SVG_NAMESPACE, 'rect')
	for (const [name, value] of Object.entries({ x, y, width: w, height: h, fill: LIGHT_COLOURS.paper }))
		rect.setAttribute(name, String(value))
	return rect
}

/** The file of a drawing, with the typefaces that it is written in. The drawing is used up by it. */
export function writeSvg(svg: SVGSVGElement, { fonts, title }: { fonts: RenderFonts; title: string }): Blob {
	for (const span of svg.querySelectorAll('[data-width]')) span.removeAttribute('data-width')
	const name = document.createElementNS(SVG_NAMESPACE, 'title')
	name.textContent = title
	svg.prepend(name)
	// Typefaces are long: they are put in between as they are, after the title, not written out with all the rest.
	const text = new XMLSerializer().serializeToString(svg)
	const at = text.indexOf(TITLE_END) + TITLE_END.length
	const faces = fonts.all.map(
		({ family, weight, base64 }) =>
			`@font-face{font-family:"${family}";font-weight:${weight};src:url(data:font/ttf;base64,${base64})}\n`,
	)
	const parts = [DECLARATION, text.slice(0, at), '<style>', ...faces, '</style>', text.slice(at)]
	return new Blob(parts, { type: 'image/svg+xml' })
}

/** So many cards are laid out before the page may do something else. */
const CARDS_PER_STEP = 40

/**
 * Lays out the texts of a large board part by part, so that the page can be used meanwhile and the drawing be called off.
 * What was laid out is remembered, and the drawing itself is then quick.
 */
export async function layOutCards(
	{ editor }: BoardRenderer,
	shapes: readonly TLShapeId[],
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
		// A task of its own: a promise that is kept already would let nobody in between.
		await new Promise((resolve) => setTimeout(resolve, 0))
	}
}

const EMOJI_SVG_NAMESPACE = 'http://www.w3.org/2000/svg'
const EMOJI_FAMILY = 'Noto Emoji'

/**
 * Puts outlines in the place of emoji: outside of browsers few programs take a typeface from the file, and where a machine
 * has none of its own for them there would be boxes. Each keeps its character as its title.
 */
export async function outlineEmoji(svg: SVGSVGElement, fonts: RenderFonts): Promise<void> {
	const spans = [...svg.querySelectorAll('tspan')].filter((span) => familyOf(span) === EMOJI_FAMILY)
	if (spans.length === 0) return
	const { openFont } = await import('../pdf/fontkit.ts')
	const opened = new Map(
		fonts.all
			.filter(({ family }) => family === EMOJI_FAMILY)
			.map(({ weight, base64 }) => [weight, openFont(decodeBase64(base64))]),
	)
	for (const span of spans) {
		const owner = span.closest('text')
		const weight = Number(span.getAttribute('font-weight') ?? owner?.getAttribute('font-weight')) >= 600 ? 700 : 400
		const font = opened.get(weight)
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
		const title = createSvgElement('title', {})
		title.textContent = text.trim()
		group.append(title, ...outlinesOf(font.layout(text)))
		owner.after(group)
		span.remove()
	}
}

interface Layout {
	glyphs: { path: { toSVG(): string } }[]
	positions: { xAdvance: number }[]
}

function outlinesOf({ glyphs, positions }: Layout): SVGElement[] {
	let pen = 0
	return glyphs.flatMap(({ path }, at) => {
		const d = path.toSVG()
		const outline = createSvgElement('path', { d, ...(pen === 0 ? {} : { transform: `translate(${pen} 0)` }) })
		pen += positions[at]?.xAdvance ?? 0
		return d === '' ? [] : [outline]
	})
}

function familyOf(span: SVGTSpanElement): string {
	return /^"([^"]+)"/.exec(span.getAttribute('font-family') ?? '')?.[1] ?? ''
}

function createSvgElement(name: string, attributes: Record<string, string>): SVGElement {
	const element = document.createElementNS(EMOJI_SVG_NAMESPACE, name)
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
	return element
}
