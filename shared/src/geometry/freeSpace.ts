import type { Rect } from './rects.ts'

/** Gap between the existing rectangles and a new one, in board units. */
const SPACE_GAP = 24

/**
 * Returns the free place nearest to `wanted`: one that overlaps no other rectangle. With `within`,
 * the place is inside that rectangle; null if it has no free place. Without it there is always a
 * place, beyond the last of the others.
 */
export function findNearestSpace(wanted: Rect, others: readonly Rect[]): Rect
export function findNearestSpace(wanted: Rect, others: readonly Rect[], within: Rect): Rect | null
export function findNearestSpace(wanted: Rect, others: readonly Rect[], within: Rect = EVERYWHERE): Rect | null {
	const { w, h } = wanted
	const [top, bottom] = [within.y, within.y + within.h - h]
	const rows = new Set([clamp(wanted.y, top, bottom)])
	for (const other of others) rows.add(other.y + other.h + SPACE_GAP).add(other.y - h - SPACE_GAP)
	const nearestFirst = [...rows].sort((a, b) => Math.abs(a - wanted.y) - Math.abs(b - wanted.y) || b - a)
	let best: Rect | null = null
	let least = Number.POSITIVE_INFINITY
	for (const y of nearestFirst) {
		const away = Math.abs(y - wanted.y)
		if (away >= least) break
		if (y < top || y > bottom) continue
		const x = nearestInRow({ ...wanted, y }, others, within)
		if (x === null || Math.abs(x - wanted.x) + away >= least) continue
		least = Math.abs(x - wanted.x) + away
		best = { x, y, w, h }
	}
	return best
}

const EVERYWHERE: Rect = { x: -1e9, y: -1e9, w: 2e9, h: 2e9 }

/** Returns the free x nearest to that of `wanted` in its row; null if there is none. */
function nearestInRow(wanted: Rect, others: readonly Rect[], within: Rect): number | null {
	const [left, right] = [within.x, within.x + within.w - wanted.w]
	if (right < left) return null
	const from = clamp(wanted.x, left, right)
	const blocked = others
		.filter(({ y, h }) => y < wanted.y + wanted.h && wanted.y < y + h)
		.map((other) => [other.x - wanted.w, other.x + other.w] as const)
	const toRight = blocked
		.toSorted(([a], [b]) => a - b)
		.reduce((x, [start, end]) => (x > start && x < end ? end + SPACE_GAP : x), from)
	const toLeft = blocked
		.toSorted(([, a], [, b]) => b - a)
		.reduce((x, [start, end]) => (x > start && x < end ? start - SPACE_GAP : x), from)
	const places = [toRight, toLeft].filter((x) => x >= left && x <= right)
	places.sort((a, b) => Math.abs(a - wanted.x) - Math.abs(b - wanted.x))
	return places[0] ?? null
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most))
