import { IMAGE_WIDTHS } from '@charrette/shared'
import type { Rect } from '../viewport/freeSpace.ts'

interface Size {
	w: number
	h: number
}

/** The longest side of an image that is new to the board, in board units: a little larger than two cards. */
const MAX_SIDE = 440
const MIN_SIDE = 16
const GAP = 24
const IMAGES_PER_ROW = 5

/** How large an image with so many pixels comes onto the board, in board units: whole, and never blown up. */
export function sizeOnBoard(pixels: { width: number; height: number }): Size {
	const scale = Math.min(1, MAX_SIDE / Math.max(pixels.width, pixels.height))
	const side = (length: number) => Math.max(MIN_SIDE, Math.round(length * scale))
	return { w: side(pixels.width), h: side(pixels.height) }
}

/** Lays images side by side, a new row after every fifth, in a block with its middle at `centre`. */
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
		const places = row.map(({ w, h }) => {
			const place = { x, y, w, h }
			x += w + GAP
			return place
		})
		y += heightOf(row) + GAP
		return places
	})
}

/** A file is good enough for a little more than its own width: nobody sees the difference, and a zoom loads less. */
const TOLERANCE = 1.15

/** The width in which an image is to be had that is `pixels` wide on the screen; infinite for the full one. */
export function imageWidthFor(pixels: number): number {
	return IMAGE_WIDTHS.find((width) => pixels <= width * TOLERANCE) ?? Number.POSITIVE_INFINITY
}

/** Where an image is had in a width of `imageWidthFor`. */
export function imageUrl(path: string, width: number): string {
	return Number.isFinite(width) ? `${path}?w=${width}` : path
}
