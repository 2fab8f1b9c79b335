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

/** Gap between the existing rectangles and a new one, in board units. */
const SPACE_GAP = 24

const DIRECTIONS = ['down', 'right', 'up', 'left'] as const

/**
 * Returns the free place nearest to `wanted`: the rectangle itself, or one straight below, right
 * of, above or left of it that overlaps no other rectangle. The search in each direction jumps past
 * one rectangle after the other, so it always ends beyond the last of them.
 */
export function findNearestSpace(wanted: Rect, others: readonly Rect[]): Rect {
	const places = DIRECTIONS.map((direction) => jumpClear(wanted, others, direction))
	const distance = ({ x, y }: Rect) => Math.abs(x - wanted.x) + Math.abs(y - wanted.y)
	return places.reduce((best, place) => (distance(place) < distance(best) ? place : best))
}

function jumpClear(wanted: Rect, others: readonly Rect[], direction: (typeof DIRECTIONS)[number]): Rect {
	let rect = wanted
	for (let jumps = 0; jumps <= others.length; jumps++) {
		const covered = others.filter((other) => overlaps(rect, other))
		const bounds = boundsOf(covered)
		if (!bounds) return rect
		if (direction === 'down') rect = { ...rect, y: bounds.y + bounds.h + SPACE_GAP }
		else if (direction === 'up') rect = { ...rect, y: bounds.y - rect.h - SPACE_GAP }
		else if (direction === 'right') rect = { ...rect, x: bounds.x + bounds.w + SPACE_GAP }
		else rect = { ...rect, x: bounds.x - rect.w - SPACE_GAP }
	}
	return rect
}

/** Returns whether two rectangles have a common area. */
export function overlaps(a: Rect, b: Rect): boolean {
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

/** Returns the smallest rectangle around these; null if there are none. */
export function boundsOf(rects: readonly Rect[]): Rect | null {
	if (rects.length === 0) return null
	const x = Math.min(...rects.map((rect) => rect.x))
	const y = Math.min(...rects.map((rect) => rect.y))
	const right = Math.max(...rects.map((rect) => rect.x + rect.w))
	const bottom = Math.max(...rects.map((rect) => rect.y + rect.h))
	return { x, y, w: right - x, h: bottom - y }
}
