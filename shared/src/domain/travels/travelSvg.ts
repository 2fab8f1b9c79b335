import { stripUnprintable } from '../characters.ts'
import type { TravelMap } from './layOutTravelMap.ts'
import type { DiagramText, TravelDiagram } from './layOutTravels.ts'

/** The colours of the diagram on paper. */
const COLOURS = {
	paper: '#ffffff',
	ink: '#1c2330',
	quiet: '#586174',
	arrow: '#1d4f8c',
	bar: '#00734f',
	land: '#ece8e0',
	coast: '#c4beb2',
}
const FONT = 'Inter, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif'
const EDGE = 16

interface SvgOptions {
	/**
	 * The title of the diagram. Screen readers read it, with the description, in place of the
	 * diagram.
	 */
	title: string
	description: string
	/** Draws a text; by default as a text element. */
	drawText?: (text: DiagramText, colour: string) => string
}

/**
 * Renders the diagram as a self-contained SVG file, dark on white, without addresses or scripts.
 */
export function travelSvg(diagram: TravelDiagram, { title, description, drawText = textElement }: SvgOptions): string {
	const { ink, quiet, arrow, bar, paper } = COLOURS
	const { width, height } = diagramSize(diagram)
	const arrows = diagram.arrows.map((one) => {
		const { x, y, radius } = one.at
		return [
			`<path d="${one.line}" fill="none" stroke="${arrow}" stroke-opacity="0.55" stroke-width="${one.width}"/>`,
			`<path d="${one.head}" fill="${arrow}"/>`,
			`<circle cx="${x}" cy="${y}" r="${radius}" fill="${paper}" stroke="${arrow}"/>`,
			drawText(one.count, ink),
		].join('')
	})
	const cities = diagram.cities.map(({ bar: box, name, count }) => {
		const rect = `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="2" fill="${bar}"/>`
		return rect + drawText(name, ink) + drawText(count, quiet)
	})
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-EDGE} ${-EDGE} ${width} ${height}" role="img" aria-labelledby="title description" font-family="${escapeXml(FONT)}">`,
		`<title id="title">${escapeXml(title)}</title><desc id="description">${escapeXml(description)}</desc>`,
		`<rect x="${-EDGE}" y="${-EDGE}" width="${width}" height="${height}" fill="${paper}"/>`,
		...diagram.heads.map((head) => drawText(head, quiet)),
		...arrows,
		...cities,
		'</svg>\n',
	].join('\n')
}

/** A map with the land below it, as the path of a map that is `landWidth` wide. */
export interface DrawnTravelMap extends TravelMap {
	land: string
	landWidth: number
}

/** Renders the map of travels in the same way. */
export function travelMapSvg(map: DrawnTravelMap, { title, description, drawText = textElement }: SvgOptions): string {
	const { ink, arrow, paper, bar } = COLOURS
	const { width, height } = diagramSize(map)
	const arcs = map.arcs.map(({ line, head, width: stroke, count }) => {
		const circle =
			count &&
			`<circle cx="${count.x}" cy="${count.y}" r="${count.radius}" fill="${paper}" stroke="${arrow}"/>${drawText(count.text, ink)}`
		return [
			`<path d="${line}" fill="none" stroke="${arrow}" stroke-opacity="0.7" stroke-width="${stroke}"/>`,
			`<path d="${head}" fill="${arrow}"/>`,
			circle ?? '',
		].join('')
	})
	const cities = map.cities.map(({ x, y, radius, name }) => {
		const dot = `<circle cx="${x}" cy="${y}" r="${radius}" fill="${bar}" stroke="${paper}" stroke-width="1.5"/>`
		return dot + (name ? drawText(name, ink) : '')
	})
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-EDGE} ${-EDGE} ${width} ${height}" role="img" aria-labelledby="map-title map-description" font-family="${escapeXml(FONT)}">`,
		`<title id="map-title">${escapeXml(title)}</title><desc id="map-description">${escapeXml(description)}</desc>`,
		`<rect x="${-EDGE}" y="${-EDGE}" width="${width}" height="${height}" fill="${paper}"/>`,
		`<path d="${map.land}" transform="scale(${map.width / map.landWidth})" fill="${COLOURS.land}" stroke="${COLOURS.coast}" stroke-width="0.7"/>`,
		...arcs,
		...cities,
		'</svg>\n',
	].join('\n')
}

/** Returns the size of the diagram as a file, including its margins, in pixels. */
export function diagramSize({ width, height }: Pick<TravelDiagram, 'width' | 'height'>): {
	width: number
	height: number
} {
	return { width: Math.ceil(width + 2 * EDGE), height: Math.ceil(height + 2 * EDGE) }
}

function textElement({ x, y, size, anchor, isBold, text }: DiagramText, colour: string): string {
	const weight = isBold ? ' font-weight="600"' : ''
	return `<text x="${x}" y="${y}" font-size="${size}"${weight} text-anchor="${anchor}" fill="${colour}">${escapeXml(text)}</text>`
}

const ENTITIES: Partial<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
}

function escapeXml(text: string): string {
	return stripUnprintable(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}
