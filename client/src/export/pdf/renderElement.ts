import { CARD_FONT } from '../../canvas/card/cardStyle.ts'
import type { FontWeight } from '../../canvas/render/renderAssets.ts'
import { withoutDirectionMarks } from '../render/bidiLevels.ts'
import { colourOperator, formatNumber, pathOperators, rectPath } from './operators.ts'
import type { PdfResources } from './PdfResources.ts'

/*
 * Turns the SVG of our shapes into PDF operators, in the coordinates of the SVG (y grows
 * downwards): groups with a matrix and an opacity, rectangles, circles, paths, images, and runs of
 * text with a position each. Elements and attributes that our shapes do not use are not supported.
 */

/** The inherited presentation attributes of an element. */
interface Style {
	fill: string
	stroke: string
	width: number
	fillOpacity: number
	strokeOpacity: number
	cap: string
	join: string
	dash: string
	fontSize: number
	weight: FontWeight
}

const INITIAL_STYLE: Style = {
	fill: '#000000',
	stroke: 'none',
	width: 1,
	fillOpacity: 1,
	strokeOpacity: 1,
	cap: 'butt',
	join: 'miter',
	dash: 'none',
	fontSize: 16,
	weight: 400,
}
const LINE_CAPS: Record<string, number> = { butt: 0, round: 1, square: 2 }
const LINE_JOINS: Record<string, number> = { miter: 0, round: 1, bevel: 2 }

/**
 * Returns the operators for an element and its children. Images must have been added to the
 * resources before.
 */
export function renderElement(element: Element, resources: PdfResources, inherited: Style = INITIAL_STYLE): string {
	const style = styleOf(element, inherited)
	const content = contentOf(element, resources, style)
	const matrix = matrixOf(element)
	if (content === '' || !matrix) return content
	return `q ${matrix} cm\n${content}\nQ`
}

function contentOf(element: Element, resources: PdfResources, style: Style): string {
	const get = (name: string) => Number(element.getAttribute(name) ?? 0)
	switch (element.localName) {
		case 'svg':
		case 'g':
			return [...element.children]
				.map((child) => renderElement(child, resources, style))
				.filter(Boolean)
				.join('\n')
		case 'rect': {
			const [x, y, width, height, rx] = ['x', 'y', 'width', 'height', 'rx'].map(get) as [
				number,
				number,
				number,
				number,
				number,
			]
			return paint(rectPath({ x, y, width, height, rx }), resources, style)
		}
		case 'circle': {
			const [x, y, r] = [get('cx'), get('cy'), get('r')]
			return paint(rectPath({ x: x - r, y: y - r, width: r * 2, height: r * 2, rx: r }), resources, style)
		}
		case 'path':
			return paint(element.getAttribute('d') ?? '', resources, style)
		case 'image': {
			const name = resources.imageName(element.getAttribute('href') ?? '')
			const [x, y, w, h] = ['x', 'y', 'width', 'height'].map(get) as [number, number, number, number]
			// A PDF image is one unit a side, with y growing upwards.
			return name
				? `q ${opacity(resources, style)}${formatNumber(w)} 0 0 ${formatNumber(-h)} ${formatNumber(x)} ${formatNumber(y + h)} cm /${name} Do Q`
				: ''
		}
		case 'text':
			if (element.children.length === 0) return writeSpan(element, resources, style)
			return [...element.children].map((span) => writeSpan(span, resources, styleOf(span, style))).join('\n')
		default:
			return ''
	}
}

function paint(d: string, resources: PdfResources, style: Style): string {
	const fill = colourOperator(style.fill, 'rg')
	const stroke = style.width > 0 ? colourOperator(style.stroke, 'RG') : null
	if (d === '' || (!fill && !stroke)) return ''
	const pen = stroke
		? `${stroke} ${formatNumber(style.width)} w ${LINE_CAPS[style.cap] ?? 0} J ${LINE_JOINS[style.join] ?? 0} j ${dashOf(style)} d\n`
		: ''
	const operator = fill && stroke ? 'B' : fill ? 'f' : 'S'
	return `q ${opacity(resources, style)}${fill ? `${fill}\n` : ''}${pen}${pathOperators(d)}\n${operator} Q`
}

function dashOf({ dash }: Style): string {
	const lengths = dash.split(/[\s,]+/).map(Number)
	return lengths.every((length) => length >= 0) && lengths.some(Boolean)
		? `[${lengths.map(formatNumber).join(' ')}] 0`
		: '[] 0'
}

function opacity(resources: PdfResources, { fillOpacity, strokeOpacity }: Style): string {
	return fillOpacity === 1 && strokeOpacity === 1 ? '' : `/${resources.opacityName(fillOpacity, strokeOpacity)} gs `
}

/**
 * Writes a run of text at its measured position, or the image in its place
 * (`rasterizeMissingText`).
 */
function writeSpan(span: Element, resources: PdfResources, style: Style): string {
	const text = withoutDirectionMarks(span.textContent ?? '')
	const [x, y] = [Number(span.getAttribute('x')), Number(span.getAttribute('y'))]
	const image = span.getAttribute('data-image')
	if (image) {
		const name = resources.imageName(image)
		const [w, h] = [Number(span.getAttribute('data-width')), style.fontSize * FALLBACK_TEXT.height]
		const matrix = `${formatNumber(w)} 0 0 ${formatNumber(-h)} ${formatNumber(x)} ${formatNumber(y + h * (1 - FALLBACK_TEXT.baseline))} cm`
		const shown = name ? `q ${matrix} /${name} Do Q` : ''
		return `${shown}\n${writeHidden(text.trim(), { x, y, width: w }, { resources, style })}`
	}
	const font = resources.renderFonts.fontFor(firstCharacterOf(text), style.weight)
	const fill = colourOperator(style.fill, 'rg')
	if (!font || !fill || text.trim() === '') return ''
	const used = resources.takeFont(font)
	const matrix = `1 0 0 -1 ${formatNumber(x)} ${formatNumber(y)} Tm`
	const shown = used.show(text, { size: style.fontSize, isRightToLeft: span.hasAttribute('data-rtl') })
	return `q ${opacity(resources, style)}${fill} BT /${used.name} ${formatNumber(style.fontSize)} Tf ${matrix} ${shown} ET Q`
}

/**
 * Writes the text of an image invisibly behind it. Any font will do, since only the characters
 * matter.
 */
function writeHidden(
	text: string,
	{ x, y, width }: { x: number; y: number; width: number },
	{ resources, style }: { resources: PdfResources; style: Style },
): string {
	const font = resources.renderFonts.all.find(({ weight }) => weight === style.weight)
	if (!font || width <= 0) return ''
	const used = resources.takeFont(font)
	const hidden = used.hide(text, { size: style.fontSize, width })
	return `BT /${used.name} ${formatNumber(style.fontSize)} Tf 1 0 0 -1 ${formatNumber(x)} ${formatNumber(y)} Tm ${hidden} ET`
}

/** Returns the first character of a run, which determines the font of the run. */
function firstCharacterOf(text: string): string {
	return String.fromCodePoint(text.codePointAt(0) ?? 0)
}

/**
 * The height of an image in place of text, as a multiple of the font size, and its baseline, as a
 * fraction of that height.
 */
const FALLBACK_TEXT = { height: 1.4, baseline: 0.75 } as const

function styleOf(element: Element, from: Style): Style {
	const own = (name: string) => element.getAttribute(name)
	const part = (name: string) => Number(own(name) ?? 1)
	const numberOf = (name: string, inherited: number) => Number(own(name) ?? inherited)
	return {
		fill: own('fill') ?? from.fill,
		stroke: own('stroke') ?? from.stroke,
		width: numberOf('stroke-width', from.width),
		fillOpacity: from.fillOpacity * part('fill-opacity') * part('opacity'),
		strokeOpacity: from.strokeOpacity * part('stroke-opacity') * part('opacity'),
		cap: own('stroke-linecap') ?? from.cap,
		join: own('stroke-linejoin') ?? from.join,
		dash: own('stroke-dasharray') ?? from.dash,
		fontSize: numberOf('font-size', from.fontSize),
		weight: numberOf('font-weight', from.weight) >= 600 ? 700 : 400,
	}
}

function matrixOf(element: Element): string | null {
	if (!(element instanceof SVGGraphicsElement)) return null
	const matrix = element.transform.baseVal.consolidate()?.matrix
	if (!matrix) return null
	return [matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f].map(formatNumber).join(' ')
}

/** Pixels per board unit of text in images, enough to be sharp in print. */
const FALLBACK_PIXEL_RATIO = 6

/**
 * Replaces text that none of the fonts can show by an image in a font of the device (attribute
 * `data-image`). The text is written behind the image, so that it can be found and copied.
 */
export function rasterizeMissingText(svg: SVGSVGElement, resources: PdfResources): void {
	for (const span of svg.querySelectorAll('tspan')) {
		const owner = span.closest('text')
		const text = withoutDirectionMarks(span.textContent ?? '')
		if (!owner || text.trim() === '') continue
		const weight = Number(span.getAttribute('font-weight') ?? owner.getAttribute('font-weight') ?? 400)
		const font = resources.renderFonts.fontFor(firstCharacterOf(text), weight >= 600 ? 700 : 400)
		if (font && resources.takeFont(font).canShow(text)) continue
		const image = drawText({
			text,
			weight,
			width: Number(span.getAttribute('data-width')),
			size: Number(owner.getAttribute('font-size')),
			fill: owner.getAttribute('fill') ?? '#000000',
		})
		if (image) span.setAttribute('data-image', image)
	}
}

interface FallbackText {
	text: string
	weight: number
	/** The width in board units. */
	width: number
	size: number
	fill: string
}

function drawText({ text, weight, width, size, fill }: FallbackText): string | null {
	const canvas = document.createElement('canvas')
	canvas.width = Math.ceil(width * FALLBACK_PIXEL_RATIO)
	canvas.height = Math.ceil(size * FALLBACK_TEXT.height * FALLBACK_PIXEL_RATIO)
	const context = canvas.getContext('2d')
	if (!context || canvas.width === 0 || canvas.height === 0) return null
	context.fillStyle = fill
	context.font = `${weight} ${size * FALLBACK_PIXEL_RATIO}px ${CARD_FONT}`
	context.fillText(text, 0, size * FALLBACK_TEXT.height * FALLBACK_TEXT.baseline * FALLBACK_PIXEL_RATIO)
	return canvas.toDataURL('image/png')
}
