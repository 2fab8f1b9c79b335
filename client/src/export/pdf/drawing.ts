import { isRightToLeft, stripUnprintable } from '@charrette/shared'
import type { FontWeight, RenderFonts } from '../../canvas/render/renderAssets.ts'
import { layoutText, type TextLine } from '../render/layoutText.ts'
import { BASELINE, familiesOf } from '../render/SvgText.tsx'

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg'

/*
 * Draws the SVG elements of a page beside the board, and the note below a board. `PdfFile.draw`
 * turns them into operators, so that text in any script, images, and characters without a font are
 * drawn as on the board.
 */

/** A single line of text on a page, in points. */
export interface LineStyle {
	/** Position of the left edge, the middle or the right edge of the text, depending on `align`. */
	x: number
	top: number
	/** Maximum width; longer text is truncated. */
	width: number
	size: number
	weight: FontWeight
	fill: string
	align?: 'left' | 'middle' | 'right'
}

/** Creates an SVG element with attributes. */
export function createSvgElement<Name extends keyof SVGElementTagNameMap>(
	name: Name,
	attributes: Record<string, string | number> = {},
): SVGElementTagNameMap[Name] {
	const element = document.createElementNS(SVG_NAMESPACE, name)
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
	return element
}

/** Draws a text as one line; returns nothing for an empty text. */
export function drawLine(text: string, style: LineStyle, fonts: RenderFonts): SVGElement[] {
	const { x, top, width, size, weight, fill, align = 'left' } = style
	const [line] = layoutText(stripUnprintable(text), { fontSize: size, weight, width, isLine: true }, fonts)
	if (!line) return []
	const offset = { left: 0, middle: line.width / 2, right: line.width }[align]
	return drawLines([{ ...line, top: 0 }], { x: x - offset, top, size, weight, fill })
}

/**
 * Draws a line across `width` from `x`, at the right end if it is written from right to left. A
 * line that is too long gets smaller, down to `smallest`.
 */
export function drawHeading(text: string, style: LineStyle & { smallest: number }, fonts: RenderFonts): SVGElement[] {
	const { x, width, size, weight, smallest } = style
	const unlimited = { fontSize: size, weight, width: Number.POSITIVE_INFINITY, isLine: true }
	const [line] = layoutText(stripUnprintable(text), unlimited, fonts)
	const shrunk = Math.max(smallest, Math.min(size, (size * width) / Math.max(1, line?.width ?? 0)))
	const at = isRightToLeft(text) ? { x: x + width, align: 'right' as const } : {}
	return drawLine(text, { ...style, ...at, size: shrunk, top: style.top + size - shrunk }, fonts)
}

/** Draws lines that are already laid out, from `top`. */
export function drawLines(
	lines: readonly TextLine[],
	{ x, top, size, weight, fill }: Pick<LineStyle, 'x' | 'top' | 'size' | 'weight' | 'fill'>,
): SVGElement[] {
	const text = createSvgElement('text', { 'font-size': size, 'font-weight': weight, fill })
	for (const line of lines)
		for (const run of line.runs) {
			const span = createSvgElement('tspan', {
				x: x + run.x,
				y: top + line.top + size * BASELINE,
				'font-family': familiesOf(run.font),
				'font-weight': run.weight,
				'data-width': run.width,
				...(run.isRightToLeft && { 'data-rtl': 'true' }),
			})
			span.textContent = run.text
			text.append(span)
		}
	return text.childElementCount === 0 ? [] : [text]
}

/** Draws straight strokes; each path is SVG path data. */
export function drawStrokes(
	paths: readonly string[],
	{ stroke, width, dash }: { stroke: string; width: number; dash?: string },
): SVGElement[] {
	if (paths.length === 0) return []
	const style = { fill: 'none', stroke, 'stroke-width': width, ...(dash && { 'stroke-dasharray': dash }) }
	return [createSvgElement('path', { d: paths.join(''), ...style })]
}

/** Builds a page of elements. */
export function pageOf(...elements: readonly (readonly SVGElement[])[]): SVGSVGElement {
	const svg = createSvgElement('svg')
	svg.append(...elements.flat())
	return svg
}
