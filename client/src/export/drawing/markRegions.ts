import { PAPER_COLOURS } from '../../board/card/cardColours.ts'
import type { Region } from './cutRegions.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** The number's height, as a part of the region's. */
const NUMBER = 0.16

/** Numbers the parts of a board in its overview as their files are numbered. */
export function markRegions(svg: SVGSVGElement, regions: readonly Region[]): void {
	regions.forEach(({ x, y, w, h }, at) => {
		const size = Math.min(w, h) * NUMBER
		const frame = create('rect', { x, y, width: w, height: h, fill: 'none', stroke: PAPER_COLOURS.ink2 })
		frame.setAttribute('stroke-width', String(size / 16))
		const number = create('text', { x: x + size * 0.3, y: y + size, fill: PAPER_COLOURS.ink, 'font-size': size })
		number.setAttribute('font-family', 'Inter, sans-serif')
		number.setAttribute('font-weight', '700')
		number.setAttribute('fill-opacity', '0.55')
		number.textContent = String(at + 1)
		svg.append(frame, number)
	})
}

function create(name: string, attributes: Record<string, string | number>): SVGElement {
	const element = document.createElementNS(SVG, name)
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
	return element
}
