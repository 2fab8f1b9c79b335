import { saveFile } from '../../ui/saveFile.ts'

/** The scale of the PNG. */
const PIXEL_RATIO = 2
const COPIED = ['fill', 'stroke', 'stroke-width', 'stroke-opacity', 'paint-order', 'font-family'] as const

/** Saves a drawing as a file, with the colours in which it is shown now. */
export async function saveMap(drawing: SVGSVGElement, format: 'svg' | 'png', name: string): Promise<void> {
	const { width, height } = drawing.viewBox.baseVal
	const svg = new Blob([standalone(drawing)], { type: 'image/svg+xml' })
	if (format === 'svg') return saveFile(svg, `${name}.svg`)
	const url = URL.createObjectURL(svg)
	try {
		const image = new Image()
		image.src = url
		await image.decode()
		const canvas = document.createElement('canvas')
		canvas.width = width * PIXEL_RATIO
		canvas.height = height * PIXEL_RATIO
		canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
		const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
		if (png) saveFile(png, `${name}.png`)
	} finally {
		URL.revokeObjectURL(url)
	}
}

/** Returns the drawing without styles of the page, on the background of the page. */
function standalone(drawing: SVGSVGElement): string {
	const copy = drawing.cloneNode(true) as SVGSVGElement
	const originals = drawing.querySelectorAll('*')
	for (const [index, element] of [...copy.querySelectorAll('*')].entries()) {
		const original = originals[index]
		const style = original && getComputedStyle(original)
		for (const property of COPIED) if (style) element.setAttribute(property, style.getPropertyValue(property))
		element.removeAttribute('class')
	}
	copy.removeAttribute('class')
	copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
	copy.style.background = getComputedStyle(drawing).backgroundColor
	return new XMLSerializer().serializeToString(copy)
}
