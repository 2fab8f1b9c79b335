import type { Rect } from '@charrette/shared'

/**
 * A compact arrangement of rectangles: their corners in the given order, and the size of the whole.
 */
export interface PackedRects {
	positions: { x: number; y: number }[]
	w: number
	h: number
}

/**
 * Arranges rectangles in rows from the origin, about as wide as high, in reading order: rows from
 * top to bottom, each from left to right. The result is at most `maxWidth` wide, unless a single
 * rectangle is wider.
 */
export function packRects(rects: readonly Rect[], { gap, maxWidth }: { gap: number; maxWidth: number }): PackedRects {
	const widest = Math.max(0, ...rects.map(({ w }) => w))
	const width = Math.min(maxWidth, Math.ceil(Math.sqrt(rects.length)) * (widest + gap) - gap)
	const order = rects.map((_, at) => at).sort((a, b) => compareRects(rects[a], rects[b]))
	const packed: PackedRects = { positions: rects.map(() => ({ x: 0, y: 0 })), w: 0, h: 0 }
	let [x, y, rowHeight] = [0, 0, 0]
	for (const at of order) {
		const { w = 0, h = 0 } = rects[at] ?? {}
		if (x > 0 && x + w > width) [x, y, rowHeight] = [0, y + rowHeight + gap, 0]
		packed.positions[at] = { x, y }
		packed.w = Math.max(packed.w, x + w)
		packed.h = Math.max(packed.h, y + h)
		x += w + gap
		rowHeight = Math.max(rowHeight, h)
	}
	return packed
}

const compareRects = (a: Rect | undefined, b: Rect | undefined) => (a && b ? a.y - b.y || a.x - b.x : 0)
