import type { Block } from './blocksOf.ts'
import { isBound } from './blocksOf.ts'
import { gatherBy } from './gatherBy.ts'
import type { Random } from './random.ts'
import { shuffled } from './random.ts'
import type { Seating } from './Seating.ts'

/**
 * Seats the blocks that sit nowhere yet, one after the other, each in the smallest group; of several that are as small, in
 * the one with fewest of its cities. Blocks of many and those with somebody to avoid come first, then single people city
 * by city.
 *
 * Why this keeps both bounds when there are no wishes: the smallest group is always one of those that lack a person of the
 * present round, so sizes differ by at most 1. A city that begins in the middle of a round fills the groups that are left
 * of it, and in the next round those that have none of the city come before those. So each of its rounds visits each group
 * once, and its people in two groups differ by at most 1 too.
 */
export function dealBlocks(seating: Seating, blocks: readonly Block[], random: Random): void {
	const groups = shuffled(Array(seating.groups).keys(), random)
	for (const index of dealingOrder(blocks, random)) {
		const block = blocks[index]
		if (!block || seating.placeOf(index) >= 0) continue
		const rank = (group: number) => [
			seating.conflicts(block, group),
			seating.sizes[group] ?? 0,
			seating.compatriots(block, group),
		]
		let best = groups[0] ?? 0
		for (const group of groups) if (isBefore(rank(group), rank(best))) best = group
		seating.seat(index, best)
	}
}

/** The heaviest first, then single people in the order of their cities, which chance gives. */
function dealingOrder(blocks: readonly Block[], random: Random): number[] {
	const weightOf = ({ people, apart }: Block) => people.length * blocks.length + apart.length
	const drawn = shuffled(blocks.entries(), random)
	const bound = drawn.filter(([, block]) => isBound(block)).sort(([, a], [, b]) => weightOf(b) - weightOf(a))
	const free = drawn.filter(([, block]) => !isBound(block))
	const byCity = [...gatherBy(free, ([, block]) => block.cities[0]?.[0]).values()].flat()
	return [...bound, ...byCity].map(([index]) => index)
}

function isBefore(rank: readonly number[], other: readonly number[]): boolean {
	const index = rank.findIndex((part, at) => part !== other[at])
	return index >= 0 && (rank[index] ?? 0) < (other[index] ?? 0)
}
