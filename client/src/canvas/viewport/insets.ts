import { overlaps, type Rect } from '@charrette/shared'
import type { Cover, CoverKind } from '../../ui/useCover.ts'
import type { VisibleArea } from '../../ui/visibleArea.ts'

/**
 * Number of screen px that bars, panels, notices and a keyboard cover on each side of the canvas.
 */
export interface Insets {
	top: number
	right: number
	bottom: number
	left: number
}

export const areSameInsets = (one: Insets, other: Insets) =>
	one.top === other.top && one.right === other.right && one.bottom === other.bottom && one.left === other.left

/** A canvas, the elements that cover it, and its part above a keyboard, all in px of the canvas. */
export interface CoveredCanvas {
	size: { w: number; h: number }
	covers: readonly Cover[]
	visible: Pick<VisibleArea, 'top' | 'bottom'>
}

/** The two ends of a range along one axis. */
export type Span = readonly [start: number, end: number]

const LASTING: readonly CoverKind[] = ['header', 'footer', 'corner']
/**
 * The smallest share of the area between the lasting bars that panels and notices may leave. If
 * they leave less, they are ignored: the person will close them.
 */
const MIN_SHARE = 0.4

/** Returns the insets of the largest rectangle of the canvas that nothing covers. */
export function computeInsets({ size, covers, visible }: CoveredCanvas): Insets {
	const canvas = { x: 0, y: visible.top, w: size.w, h: visible.bottom - visible.top }
	const between = largestClear(
		canvas,
		covers.filter(({ kind }) => LASTING.includes(kind)),
	)
	const clear = largestClear(canvas, covers)
	const { x, y, w, h } = clear.w * clear.h >= between.w * between.h * MIN_SHARE ? clear : between
	return { top: y, right: size.w - x - w, bottom: size.h - y - h, left: x }
}

/**
 * Returns the largest rectangle inside `canvas` that overlaps none of `covers`; each of its edges
 * is an edge of the canvas or of a cover. Tries every combination, as a page has a dozen covers.
 */
function largestClear(canvas: Rect, covers: readonly Rect[]): Rect {
	const lefts = [canvas.x, ...covers.map(({ x, w }) => x + w)]
	const rights = [canvas.x + canvas.w, ...covers.map(({ x }) => x)]
	const tops = [canvas.y, ...covers.map(({ y, h }) => y + h)]
	const bottoms = [canvas.y + canvas.h, ...covers.map(({ y }) => y)]
	const inside = (edges: readonly number[], start: number, size: number) =>
		[...new Set(edges)].filter((edge) => edge >= start && edge <= start + size)
	const columns = spans(inside(lefts, canvas.x, canvas.w), inside(rights, canvas.x, canvas.w))
	const rows = spans(inside(tops, canvas.y, canvas.h), inside(bottoms, canvas.y, canvas.h))
	let best = { x: canvas.x, y: canvas.y, w: 0, h: 0 }
	for (const [left, right] of columns) {
		for (const [top, bottom] of rows) {
			const rect = { x: left, y: top, w: right - left, h: bottom - top }
			if (rect.w * rect.h > best.w * best.h && !covers.some((cover) => overlaps(cover, rect))) best = rect
		}
	}
	return best
}

const spans = (starts: readonly number[], ends: readonly number[]): Span[] =>
	starts.flatMap((start) => ends.filter((end) => end > start).map((end) => [start, end] as const))

/**
 * Returns the upper and lower end of the clear part of a column of the canvas, `x` px wide: below
 * the covers above its middle, above those below it. A cover across the middle does not count.
 */
export function clearColumn(canvas: CoveredCanvas, x: Span): Span {
	const { top, bottom } = computeInsets(canvas)
	const found = canvas.covers.filter((cover) => cover.x < x[1] && x[0] < cover.x + cover.w)
	return clearSpan([canvas.visible.top, canvas.visible.bottom], {
		middle: (top + canvas.size.h - bottom) / 2,
		covers: found.map((cover) => [cover.y, cover.y + cover.h]),
	})
}

/** Returns the left and right end of the clear part of a row of the canvas; see `clearColumn`. */
export function clearRow(canvas: CoveredCanvas, y: Span): Span {
	const { left, right } = computeInsets(canvas)
	const found = canvas.covers.filter((cover) => cover.y < y[1] && y[0] < cover.y + cover.h)
	return clearSpan([0, canvas.size.w], {
		middle: (left + canvas.size.w - right) / 2,
		covers: found.map((cover) => [cover.x, cover.x + cover.w]),
	})
}

function clearSpan([start, end]: Span, { middle, covers }: { middle: number; covers: readonly Span[] }): Span {
	const before = covers.flatMap((cover) => (cover[1] <= middle ? cover[1] : []))
	const after = covers.flatMap((cover) => (cover[0] >= middle ? cover[0] : []))
	return [Math.max(start, ...before), Math.min(end, ...after)]
}
