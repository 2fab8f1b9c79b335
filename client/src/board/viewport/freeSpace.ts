/** A rectangle in board units; x and y are its upper left corner. */
export interface Rect {
	x: number
	y: number
	w: number
	h: number
}

const MAX_STEPS = 60

const overlaps = (a: Rect, b: Rect) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

/** The first place free of others from `wanted` on, in steps of `step`; gives up after a good many and takes what there is. */
export function findFreeSpace(wanted: Rect, others: readonly Rect[], step: { x: number; y: number }): Rect {
	let place = wanted
	for (let tried = 0; tried < MAX_STEPS; tried++) {
		if (!others.some((other) => overlaps(place, other))) return place
		place = { ...place, x: place.x + step.x, y: place.y + step.y }
	}
	return place
}
