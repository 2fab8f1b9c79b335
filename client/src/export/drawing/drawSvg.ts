import { Box, type Editor, type TLShapeId } from '@tldraw/tldraw'
import { PAPER_COLOURS } from '../../board/card/cardColours.ts'
import { fetchImages } from '../../board/image/drawImageSvg.tsx'
import type { PictureFonts } from '../../board/picture/pictureFonts.ts'
import type { Drawing } from './openDrawing.ts'

/** Paper around what is drawn, in board units: a link's word and a cluster's title may reach over its edge. */
export const PADDING = 48

const SVG = 'http://www.w3.org/2000/svg'
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
const TITLE_END = '</title>'

/** What is drawn, where, and on what ground. */
export interface SvgWish {
	shapes: readonly TLShapeId[]
	/** The part of the board, in its units. */
	bounds: Box
	ground: 'paper' | 'transparent'
	/** Pixels a board unit of the picture that is made of it; null if it is looked at as closely as one likes. */
	ratio: number | null
}

/** The part of the board on which these shapes lie, with some paper around it. Null where there are none. */
export function boundsOf(editor: Editor, shapes: readonly TLShapeId[]): Box | null {
	const boxes = shapes.map((id) => editor.getShapePageBounds(id)).filter((box) => box !== undefined)
	return boxes.length === 0 ? null : Box.Common(boxes).expandBy(PADDING)
}

/** A board as an SVG element: shapes and `<text>` alone, which every program draws. Its typefaces are not in it yet. */
export async function drawSvg({ editor }: Drawing, wish: SvgWish): Promise<SVGSVGElement> {
	const { shapes, bounds, ground, ratio } = wish
	await fetchImages(editor, shapes, ratio)
	// Of a single cluster tldraw would draw what is in it alone: named twice, it is none of its own.
	const drawn = await editor.getSvgElement([...shapes, ...shapes.slice(0, 1)], {
		bounds: bounds.clone(),
		padding: 0,
		darkMode: false,
		background: false,
		...(ratio === null ? {} : { pixelRatio: ratio }),
	})
	const svg = document.createElementNS(SVG, 'svg')
	const { x, y, w, h } = bounds
	for (const [name, value] of Object.entries({ viewBox: `${x} ${y} ${w} ${h}`, width: w, height: h }))
		svg.setAttribute(name, String(value))
	for (const name of ['stroke-linecap', 'stroke-linejoin']) svg.setAttribute(name, 'round')
	// As it was measured: without it a browser rounds the width of each letter.
	svg.setAttribute('text-rendering', 'geometricPrecision')
	if (ground === 'paper') svg.append(paper(bounds))
	// Taken, not copied: tldraw throws away what is left.
	if (drawn) svg.append(...[...drawn.svg.childNodes].filter((node) => node.nodeName !== 'defs'))
	return svg
}

function paper({ x, y, w, h }: Box): SVGElement {
	const rect = document.createElementNS(SVG, 'rect')
	for (const [name, value] of Object.entries({ x, y, width: w, height: h, fill: PAPER_COLOURS.paper }))
		rect.setAttribute(name, String(value))
	return rect
}

/** The file of a drawing, with the typefaces that it is written in. The drawing is used up by it. */
export function writeSvg(svg: SVGSVGElement, { fonts, title }: { fonts: PictureFonts; title: string }): Blob {
	for (const span of svg.querySelectorAll('[data-width]')) span.removeAttribute('data-width')
	const name = document.createElementNS(SVG, 'title')
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
