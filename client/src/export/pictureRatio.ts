/** Twice the size on the screen: sharp in print and on a wall. */
const WANTED_RATIO = 2
/** Beyond this, browsers give up or run out of memory. */
const MAX_SIDE_PX = 16_000
const MAX_AREA_PX = 100_000_000

/** How many pixels of the picture a board unit gets, for content of this size in board units. Below 1 the picture is smaller than the board. */
export function pictureRatio(content: { w: number; h: number }): number {
	const { w, h } = content
	return Math.min(WANTED_RATIO, MAX_SIDE_PX / Math.max(w, h, 1), Math.sqrt(MAX_AREA_PX / Math.max(w * h, 1)))
}
