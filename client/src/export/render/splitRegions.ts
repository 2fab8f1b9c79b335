/** A part of the board, in its units. */
export interface Region {
	x: number
	y: number
	w: number
	h: number
}

/** Both parts of a cut that goes through something show so much of it on either side. */
const OVERLAP = 160

/**
 * Cuts a board into parts that are no larger than `most` a side, and tightly around what lies in them. A cut goes where it
 * crosses the fewest of the boxes, so that a cluster or a card stays whole wherever it can; of such places, near the middle.
 */
export function splitRegions(boxes: readonly Region[], most: { w: number; h: number }): Region[] {
	const whole = boundsOf(boxes)
	if (!whole) return []
	const fitsWide = whole.w <= most.w
	const fitsHigh = whole.h <= most.h
	if (fitsWide && fitsHigh) return [whole]
	const isAcross = !fitsWide && (fitsHigh || whole.w / most.w >= whole.h / most.h)
	const along = isAcross ? { start: 'x', size: 'w' } : ({ start: 'y', size: 'h' } as const)
	const { start, size } = along as { start: 'x' | 'y'; size: 'w' | 'h' }
	const at = findCut(boxes, { start, size, whole })
	const before: Region[] = []
	const after: Region[] = []
	for (const box of boxes) {
		const end = box[start] + box[size]
		if (end <= at) before.push(box)
		else if (box[start] >= at) after.push(box)
		else {
			const reach = Math.min(OVERLAP, box[size] / 4)
			before.push({ ...box, [size]: at + reach - box[start] })
			after.push({ ...box, [start]: at - reach, [size]: end - at + reach })
		}
	}
	// What is not made smaller by a cut would be cut for ever.
	const parts = [before, after].map((part) => ({ part, bounds: boundsOf(part) }))
	if (parts.some(({ bounds }) => bounds && bounds[size] >= whole[size])) return [whole]
	return parts.flatMap(({ part }) => splitRegions(part, most))
}

interface Axis {
	start: 'x' | 'y'
	size: 'w' | 'h'
	whole: Region
}

function findCut(boxes: readonly Region[], { start, size, whole }: Axis): number {
	const middle = whole[start] + whole[size] / 2
	const [least, greatest] = [whole[start] + whole[size] / 4, whole[start] + (whole[size] * 3) / 4]
	const edges = boxes.flatMap((box) => [box[start], box[start] + box[size]])
	const places = [middle, ...edges].filter((place) => place >= least && place <= greatest)
	let best = { at: middle, crossed: Number.POSITIVE_INFINITY }
	for (const at of new Set(places)) {
		const crossed = boxes.filter((box) => box[start] < at && box[start] + box[size] > at).length
		const isNearer = Math.abs(at - middle) < Math.abs(best.at - middle)
		if (crossed < best.crossed || (crossed === best.crossed && isNearer)) best = { at, crossed }
	}
	return best.at
}

function boundsOf(boxes: readonly Region[]): Region | null {
	if (boxes.length === 0) return null
	const x = Math.min(...boxes.map((box) => box.x))
	const y = Math.min(...boxes.map((box) => box.y))
	const right = Math.max(...boxes.map((box) => box.x + box.w))
	const bottom = Math.max(...boxes.map((box) => box.y + box.h))
	return { x, y, w: right - x, h: bottom - y }
}
