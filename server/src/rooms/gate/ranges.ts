import type * as Y from 'yjs'
import type { Range } from './decodeBlocks.ts'

/** The same ranges in order, and none over another. */
export function tidyRanges(ranges: readonly Range[]): Range[] {
	const tidy: Range[] = []
	for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
		const last = tidy.at(-1)
		if (last && last.clock + last.len >= clock) last.len = Math.max(last.len, clock + len - last.clock)
		else tidy.push({ clock, len })
	}
	return tidy
}

/** How many of an item's clocks are in none of these tidy ranges. */
export function countOutside(item: Y.Item, ranges: readonly Range[]): number {
	const start = item.id.clock
	const end = start + item.length
	let outside = item.length
	for (let i = firstEndingAfter(ranges, start); i < ranges.length; i++) {
		const { clock, len } = ranges[i] as Range
		if (clock >= end) break
		outside -= Math.min(end, clock + len) - Math.max(start, clock)
	}
	return outside
}

function firstEndingAfter(ranges: readonly Range[], start: number): number {
	let low = 0
	let high = ranges.length
	while (low < high) {
		const middle = (low + high) >>> 1
		const { clock, len } = ranges[middle] as Range
		if (clock + len <= start) low = middle + 1
		else high = middle
	}
	return low
}
