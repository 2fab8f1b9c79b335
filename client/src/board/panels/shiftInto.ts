/** From where to where something reaches, along one axis. */
export type Stretch = readonly [from: number, to: number]

/** How far a stretch must be moved, and no farther, to lie within the room. What is too long for it shows the end that is `kept`. */
export function shiftInto([from, to]: Stretch, [start, end]: Stretch, kept: 'start' | 'end'): number {
	const isTooLong = to - from > end - start
	if (isTooLong) return kept === 'start' ? start - from : end - to
	return Math.max(0, start - from) - Math.max(0, to - end)
}
