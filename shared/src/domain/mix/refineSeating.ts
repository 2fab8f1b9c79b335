import type { Cost, Seating } from './Seating.ts'
import { isLess } from './Seating.ts'

/**
 * Moves a block to another group or swaps two, as long as that costs less; every step does, so it ends. Afterwards the
 * fullest group has no block that could go to the emptiest and leave them more even, unless pairs keep it from there.
 */
export function refineSeating(seating: Seating, blocks: number): void {
	while (refineOnce(seating, blocks)) {
		// Another round, until one has found nothing.
	}
}

function refineOnce(seating: Seating, blocks: number): boolean {
	let isBetter = false
	for (let block = 0; block < blocks; block++) {
		for (let group = 0; group < seating.groups; group++) {
			if (attempt(seating, [[block, group]])) isBetter = true
		}
		for (let other = block + 1; other < blocks; other++) {
			const [here, there] = [seating.placeOf(block), seating.placeOf(other)]
			if (here === there) continue
			const swap = [
				[block, there],
				[other, here],
			] as const
			if (attempt(seating, swap)) isBetter = true
		}
	}
	return isBetter
}

/** Seats blocks anew, and puts them back if that does not cost less. */
function attempt(seating: Seating, steps: readonly (readonly [block: number, group: number])[]): boolean {
	const before: Cost = [...seating.cost]
	const places = steps.map(([block]) => seating.placeOf(block))
	for (const [block, group] of steps) seating.seat(block, group)
	if (isLess(seating.cost, before)) return true
	for (const [index, [block]] of steps.entries()) seating.seat(block, places[index] ?? -1)
	return false
}
