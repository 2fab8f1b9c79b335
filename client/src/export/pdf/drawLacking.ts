import { CARD_FONT } from '../../board/card/cardFont.ts'
import { LACKING } from './drawElement.ts'

/** Pixels a board unit: sharp in print. */
const RATIO = 6

/**
 * Text that none of our typefaces has is written by the device, as images (attribute `data-image`): better than boxes.
 * It is then there to be seen, not to be found.
 */
export function drawLacking(svg: SVGSVGElement): void {
	for (const span of svg.querySelectorAll('tspan[data-width]')) {
		const text = span.textContent ?? ''
		const width = Number(span.getAttribute('data-width'))
		const owner = span.closest('text')
		const size = Number(owner?.getAttribute('font-size') ?? 0)
		if (text.trim() === '' || width <= 0 || size <= 0) continue
		const canvas = document.createElement('canvas')
		canvas.width = Math.ceil(width * RATIO)
		canvas.height = Math.ceil(size * LACKING.height * RATIO)
		const pen = canvas.getContext('2d')
		if (!pen) continue
		pen.fillStyle = owner?.getAttribute('fill') ?? '#000000'
		pen.font = `${span.getAttribute('font-weight') ?? owner?.getAttribute('font-weight') ?? 400} ${size * RATIO}px ${CARD_FONT}`
		pen.fillText(text, 0, size * LACKING.height * LACKING.baseline * RATIO)
		span.setAttribute('data-image', canvas.toDataURL('image/png'))
	}
}
