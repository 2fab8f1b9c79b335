/** A rectangle in board units; `x` and `y` are its upper left corner. */
export interface Rect {
	x: number
	y: number
	w: number
	h: number
}

const MAX_STEPS = 60

/** Moves `wanted` by `step` until it overlaps no other rectangle, for at most 60 steps. */
export function findFreeSpace(wanted: Rect, others: readonly Rect[], step: { x: number; y: number }): Rect {
	let rect = wanted
	for (let steps = 0; steps < MAX_STEPS; steps++) {
		if (!others.some((other) => overlaps(rect, other))) return rect
		rect = { ...rect, x: rect.x + step.x, y: rect.y + step.y }
	}
	return rect
}

/** Whether two rectangles have a common area. */
export function overlaps(a: Rect, b: Rect): boolean {
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

/** The smallest rectangle around these; null if there are none. */
export function boundsOf(rects: readonly Rect[]): Rect | null {
	if (rects.length === 0) return null
	const x = Math.min(...rects.map((rect) => rect.x))
	const y = Math.min(...rects.map((rect) => rect.y))
	const right = Math.max(...rects.map((rect) => rect.x + rect.w))
	const bottom = Math.max(...rects.map((rect) => rect.y + rect.h))
	return { x, y, w: right - x, h: bottom - y }
}
