/** A rectangle in board units; x and y are its upper left corner. */
export interface Box {
	x: number
	y: number
	w: number
	h: number
}

const GAP = 24
/** So many rings are tried; where a board is as full as that, the place is below everything. */
const MAX_RINGS = 15

const overlaps = (a: Box, b: Box) =>
	a.x < b.x + b.w + GAP && b.x < a.x + a.w + GAP && a.y < b.y + b.h + GAP && b.y < a.y + a.h + GAP

/**
 * The free place nearest to `wanted`: itself, or one of the rings around it, whose steps are its own size and a gap, so that
 * cards written at one spot come to lie side by side.
 */
export function nearestPlace(wanted: Box, taken: readonly Box[]): Box {
	if (!taken.some((box) => overlaps(wanted, box))) return wanted
	for (let ring = 1; ring <= MAX_RINGS; ring++) {
		const near = taken.filter((box) => overlaps(reach(wanted, ring), box))
		for (const { x, y } of stepsOf(ring)) {
			const place = { ...wanted, x: wanted.x + x * (wanted.w + GAP), y: wanted.y + y * (wanted.h + GAP) }
			if (!near.some((box) => overlaps(place, box))) return place
		}
	}
	return { ...wanted, y: Math.max(...taken.map((box) => box.y + box.h)) + GAP }
}

/** All that a ring's places may touch. */
function reach({ x, y, w, h }: Box, ring: number): Box {
	const [right, down] = [ring * (w + GAP), ring * (h + GAP)]
	return { x: x - right, y: y - down, w: w + right * 2, h: h + down * 2 }
}

const nearestFirst = (a: { x: number; y: number }, b: { x: number; y: number }) =>
	Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y)

/** The steps to a ring's places, the nearest first. */
function stepsOf(ring: number): { x: number; y: number }[] {
	const steps: { x: number; y: number }[] = []
	for (let x = -ring; x <= ring; x++)
		for (let y = -ring; y <= ring; y++) if (Math.max(Math.abs(x), Math.abs(y)) === ring) steps.push({ x, y })
	return steps.sort(nearestFirst)
}
