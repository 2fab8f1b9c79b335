import type { Block } from './blocksOf.ts'
import type { Seating } from './Seating.ts'

/**
 * New numbers for the groups of a seating, so that many people stay where they are: the two that have most people in common
 * become one first, and so on. The n-th is the new number of group n.
 */
export function nearHome(seating: Seating, blocks: readonly Block[]): number[] {
	const numbers = [...Array(seating.groups).keys()]
	const common = numbers.map(() => numbers.map(() => 0))
	for (const [index, { present }] of blocks.entries()) {
		const row = common[seating.placeOf(index)]
		for (const home of present) if (row?.[home] !== undefined) row[home]++
	}
	const pairs = common.flatMap((row, group) => row.map((count, home) => ({ group, home, count })))
	const given = new Map<number, number>()
	const taken = new Set<number>()
	for (const { group, home } of pairs.sort((a, b) => b.count - a.count)) {
		if (given.has(group) || taken.has(home)) continue
		given.set(group, home)
		taken.add(home)
	}
	return numbers.map((group) => given.get(group) ?? group)
}
