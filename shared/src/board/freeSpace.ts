import { LIMITS } from '../domain/limits.ts'
import type { Rect } from '../domain/Workshop.ts'

/** Between two rectangles, in board units. */
const GAP = 24
/** Rings tried; on a fuller board the result is below everything. */
const MAX_RINGS = 15
/** Comparisons for one rectangle: after these, too, the result is below everything. */
const MAX_COMPARISONS = 20_000
/** The side of a square of the index in board units: a little more than a card. */
const SQUARE = 256
/** A rectangle in more squares is compared with every other one. */
const MAX_SQUARES = 64

/** The space on a page that is not taken. */
export interface FreeSpace {
	/** Takes the free rectangle nearest to `wanted`, and returns it. */
	take(wanted: Rect): Rect
}

const overlaps = (a: Rect, b: Rect) =>
	a.x < b.x + b.w + GAP && b.x < a.x + a.w + GAP && a.y < b.y + b.h + GAP && b.y < a.y + a.h + GAP

/**
 * Finds free rectangles on a page: `wanted` itself, or one in the rings around it, in steps of its size and a gap, so that
 * cards written at one spot end up side by side. Costs at most `MAX_COMPARISONS` for each.
 */
export function createFreeSpace(taken: Iterable<Rect>): FreeSpace {
	const squares = new Map<string, Rect[]>()
	const large: Rect[] = []
	const searches = new Map<string, Generator<Step>>()
	let bottom = Number.NEGATIVE_INFINITY

	function add(rect: Rect): Rect {
		if (Math.abs(rect.y + rect.h) <= LIMITS.maxCoordinate) bottom = Math.max(bottom, rect.y + rect.h)
		const keys = squaresOf(rect)
		if (!keys) large.push(rect)
		for (const key of keys ?? []) {
			const square = squares.get(key)
			if (square) square.push(rect)
			else squares.set(key, [rect])
		}
		return rect
	}

	/** Whether a rectangle is free; null when `left` comparisons are not enough to know. */
	function isFree(rect: Rect, budget: { left: number }): boolean | null {
		const keys = squaresOf(rect)
		const lists = [large, ...(keys ? keys.map((key) => squares.get(key) ?? []) : squares.values())]
		for (const list of lists)
			for (const other of list) {
				if (overlaps(rect, other)) return false
				if (budget.left-- <= 0) return null
			}
		return true
	}

	function nearest(wanted: Rect): Rect {
		const { x, y, w, h } = wanted
		const budget = { left: MAX_COMPARISONS }
		// What was taken stays taken: a search for the same rectangle goes on where the last one ended.
		const key = `${x} ${y} ${w} ${h}`
		const left = searches.get(key) ?? steps()
		searches.set(key, left)
		for (let next = left.next(); !next.done; next = left.next()) {
			const rect = { ...wanted, x: x + next.value.x * (w + GAP), y: y + next.value.y * (h + GAP) }
			const isHere = isFree(rect, budget)
			if (isHere) return rect
			if (isHere === null) break
		}
		return Number.isFinite(bottom) ? { ...wanted, y: bottom + GAP } : wanted
	}

	for (const rect of taken) add(rect)
	return { take: (wanted) => add(nearest(wanted)) }
}

/** The squares of the index that a rectangle and the gap around it touch; null for too many. */
function squaresOf({ x, y, w, h }: Rect): string[] | null {
	const [left, right] = [Math.floor((x - GAP) / SQUARE), Math.floor((x + w + GAP) / SQUARE)]
	const [top, down] = [Math.floor((y - GAP) / SQUARE), Math.floor((y + h + GAP) / SQUARE)]
	if (!((right - left + 1) * (down - top + 1) <= MAX_SQUARES)) return null
	const keys: string[] = []
	for (let column = left; column <= right; column++)
		for (let row = top; row <= down; row++) keys.push(`${column} ${row}`)
	return keys
}

/** The steps from a rectangle to those to try: to itself, then ring by ring, the nearest of each ring first. */
function* steps(): Generator<Step> {
	for (let ring = 0; ring <= MAX_RINGS; ring++) yield* ringSteps(ring)
}

interface Step {
	x: number
	y: number
}

const nearestFirst = (a: Step, b: Step) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y)

function ringSteps(ring: number): Step[] {
	const steps: Step[] = []
	for (let x = -ring; x <= ring; x++)
		for (let y = -ring; y <= ring; y++) if (Math.max(Math.abs(x), Math.abs(y)) === ring) steps.push({ x, y })
	return steps.sort(nearestFirst)
}
