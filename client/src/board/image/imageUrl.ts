import { IMAGE_WIDTHS } from '@charrette/shared'

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
