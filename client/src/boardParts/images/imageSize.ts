import { type CardImage, IMAGE_WIDTHS, type Rect } from '@charrette/shared'
import { serverPath } from '../../connection/basePath.ts'

interface Size {
	w: number
	h: number
}

/** Longest side of a new image in board units: a little more than two cards. */
const MAX_SIDE = 440
const MIN_SIDE = 16
const GAP = 24
const IMAGES_PER_ROW = 5

/** Returns the size of a new image in board units: scaled down to `MAX_SIDE`, never scaled up. */
export function sizeOnBoard(pixels: { width: number; height: number }): Size {
	const scale = Math.min(1, MAX_SIDE / Math.max(pixels.width, pixels.height))
	const side = (length: number) => Math.max(MIN_SIDE, Math.round(length * scale))
	return { w: side(pixels.width), h: side(pixels.height) }
}

/** Places images in rows of five, in a block centred at `centre`. */
export function layoutImages(sizes: readonly Size[], centre: { x: number; y: number }): Rect[] {
	const rows: Size[][] = []
	for (let first = 0; first < sizes.length; first += IMAGES_PER_ROW)
		rows.push(sizes.slice(first, first + IMAGES_PER_ROW))
	const widthOf = (row: readonly Size[]) => row.reduce((sum, { w }) => sum + w + GAP, -GAP)
	const heightOf = (row: readonly Size[]) => Math.max(...row.map(({ h }) => h))
	const left = Math.round(centre.x - Math.max(0, ...rows.map(widthOf)) / 2)
	let y = Math.round(centre.y - rows.reduce((sum, row) => sum + heightOf(row) + GAP, -GAP) / 2)
	return rows.flatMap((row) => {
		let x = left
		const rects = row.map(({ w, h }) => {
			const rect = { x, y, w, h }
			x += w + GAP
			return rect
		})
		y += heightOf(row) + GAP
		return rects
	})
}

/**
 * Factor by which an image may be enlarged beyond its width. The difference is not visible, and
 * zooming in fetches fewer images.
 */
const TOLERANCE = 1.15

/**
 * Returns the stored width to fetch for an image that is `pixels` wide on the screen; infinity for
 * the original.
 */
export function imageWidthFor(pixels: number): number {
	return IMAGE_WIDTHS.find((width) => pixels <= width * TOLERANCE) ?? Number.POSITIVE_INFINITY
}

/** Returns the URL of the smallest copy of an image, for small views. */
export function thumbnailUrl({ path }: Pick<CardImage, 'path'>): string {
	return imageUrl(path, IMAGE_WIDTHS[0])
}

/** Returns the URL of an image in a width of `imageWidthFor`. */
export function imageUrl(path: string, width: number): string {
	return serverPath(Number.isFinite(width) ? `${path}?w=${width}` : path)
}
