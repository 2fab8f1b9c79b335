import { CARD_FONT } from '../../board/card/cardFont.ts'
import { LACKING } from './drawElement.ts'
import type { PdfInk } from './PdfInk.ts'

/** Pixels a board unit: sharp in print. */
const RATIO = 6

/**
 * Text that none of our typefaces can show is written by the device, as images (attribute `data-image`): better than boxes.
 * It is then there to be seen, not to be found.
 */
export function drawLacking(svg: SVGSVGElement, ink: PdfInk): void {
	for (const span of svg.querySelectorAll('tspan')) {
		const owner = span.closest('text')
		const text = span.textContent ?? ''
		if (!owner || text.trim() === '') continue
		const weight = Number(span.getAttribute('font-weight') ?? owner.getAttribute('font-weight') ?? 400)
		const font = ink.pictureFonts.of(String.fromCodePoint(text.codePointAt(0) ?? 0), weight >= 600 ? 700 : 400)
		if (font && ink.useFont(font).canShow(text)) continue
		const image = writeOnDevice({
			text,
			weight,
			width: Number(span.getAttribute('data-width')),
			size: Number(owner.getAttribute('font-size')),
			fill: owner.getAttribute('fill') ?? '#000000',
		})
		if (image) span.setAttribute('data-image', image)
	}
}

interface Writing {
	text: string
	weight: number
	/** Board units. */
	width: number
	size: number
	fill: string
}

function writeOnDevice({ text, weight, width, size, fill }: Writing): string | null {
	const canvas = document.createElement('canvas')
	canvas.width = Math.ceil(width * RATIO)
	canvas.height = Math.ceil(size * LACKING.height * RATIO)
	const pen = canvas.getContext('2d')
	if (!pen || canvas.width === 0 || canvas.height === 0) return null
	pen.fillStyle = fill
	pen.font = `${weight} ${size * RATIO}px ${CARD_FONT}`
	pen.fillText(text, 0, size * LACKING.height * LACKING.baseline * RATIO)
	return canvas.toDataURL('image/png')
}
