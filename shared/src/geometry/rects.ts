/** A point in board units. */
export interface Point {
	x: number
	y: number
}

/** A rectangle in board units; `x` and `y` are its upper left corner. */
export interface Rect extends Point {
	w: number
	h: number
}

/** Returns whether two rectangles have a common area. */
export function overlaps(a: Rect, b: Rect): boolean {
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

/** Returns the smallest rectangle around these; null if there are none. */
export function boundsOf(rects: Iterable<Rect>): Rect | null {
	let [left, top, right, bottom] = [
		Number.POSITIVE_INFINITY,
		Number.POSITIVE_INFINITY,
		Number.NEGATIVE_INFINITY,
		Number.NEGATIVE_INFINITY,
	]
	for (const { x, y, w, h } of rects) {
		left = Math.min(left, x)
		top = Math.min(top, y)
		right = Math.max(right, x + w)
		bottom = Math.max(bottom, y + h)
	}
	return left > right ? null : { x: left, y: top, w: right - left, h: bottom - top }
}
