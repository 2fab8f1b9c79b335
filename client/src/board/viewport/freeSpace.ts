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

const overlaps = (a: Rect, b: Rect) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
