import { type Corners, fillRow, perspectiveOf, straightSize } from './straighten.ts'

/** The longest side at which a photo is read, in px. */
const MAX_SOURCE_SIDE = 3200
/** The length of the slices in which rows are filled, so that the page stays responsive. */
const SLICE_MS = 12
const QUALITY = 0.88

/**
 * Straightens the part of a photo between four corners (shares of its sides), and returns it as a
 * JPEG file.
 */
export async function straightenFile(file: File, corners: Corners): Promise<File> {
	const bitmap = await createImageBitmap(file)
	const scale = Math.min(1, MAX_SOURCE_SIDE / Math.max(bitmap.width, bitmap.height))
	const source = contextOf(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
	const { width, height } = source.canvas
	source.drawImage(bitmap, 0, 0, width, height)
	bitmap.close()
	const from = source.getImageData(0, 0, width, height)
	const inPixels = corners.map(({ x, y }) => ({ x: x * width, y: y * height })) as unknown as Corners
	const size = straightSize(inPixels)
	const target = contextOf(size.width, size.height)
	const to = target.createImageData(size.width, size.height)
	const at = perspectiveOf(inPixels)
	let since = performance.now()
	for (let row = 0; row < to.height; row++) {
		fillRow(to, row, from, at)
		if (performance.now() - since < SLICE_MS) continue
		await new Promise((resolve) => setTimeout(resolve))
		since = performance.now()
	}
	target.putImageData(to, 0, 0)
	const blob = await new Promise<Blob | null>((resolve) => target.canvas.toBlob(resolve, 'image/jpeg', QUALITY))
	if (!blob) throw new Error('the browser cannot encode the photo')
	return new File([blob], file.name, { type: 'image/jpeg' })
}

function contextOf(width: number, height: number): CanvasRenderingContext2D {
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, width)
	canvas.height = Math.max(1, height)
	const context = canvas.getContext('2d')
	if (!context) throw new Error('the browser has no canvas')
	return context
}
