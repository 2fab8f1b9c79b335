import { boundsOf, type Rect } from '@charrette/shared'

/** Maximum length by which each part of a cut box extends beyond the cut, in board units. */
const OVERLAP = 160

/**
 * Splits a board into regions no larger than `max`, each the bounds of the boxes in it. A cut goes
 * where it crosses the fewest boxes, so that clusters and cards stay whole if possible; among such
 * positions, close to the middle.
 */
export function splitRegions(boxes: readonly Rect[], max: { w: number; h: number }): Rect[] {
	const whole = boundsOf(boxes)
	if (!whole) return []
	const fitsWide = whole.w <= max.w
	const fitsHigh = whole.h <= max.h
	if (fitsWide && fitsHigh) return [whole]
	const isAcross = !fitsWide && (fitsHigh || whole.w / max.w >= whole.h / max.h)
	const along = isAcross ? { start: 'x', size: 'w' } : ({ start: 'y', size: 'h' } as const)
	const { start, size } = along as { start: 'x' | 'y'; size: 'w' | 'h' }
	const at = findCut(boxes, { start, size, whole })
	const before: Rect[] = []
	const after: Rect[] = []
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
	// A part that a cut does not make smaller would be split endlessly.
	const parts = [before, after].map((part) => ({ part, bounds: boundsOf(part) }))
	if (parts.some(({ bounds }) => bounds && bounds[size] >= whole[size])) return [whole]
	return parts.flatMap(({ part }) => splitRegions(part, max))
}

interface Axis {
	start: 'x' | 'y'
	size: 'w' | 'h'
	whole: Rect
}

function findCut(boxes: readonly Rect[], { start, size, whole }: Axis): number {
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
