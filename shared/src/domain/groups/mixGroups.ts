import type { Random } from '../collections.ts'
import { seededRandom } from '../collections.ts'
import type { Cost } from './Assignment.ts'
import { Assignment, assignRemaining, improveAssignment, isLess, matchCurrentGroups } from './Assignment.ts'
import type { Blocks, Mix, MixOptions, UnmetPair } from './mixBlocks.ts'
import { createBlocks, isConstrained } from './mixBlocks.ts'

/** So many blocks are seated anew while wishes stand in the way of an even mix: small workshops have many tries. */
const MAX_BLOCKS_TRIED = 1500

/** How many groups people make if none is to be larger than `size`. */
export function groupsOfSize(people: number, size: number): number {
	return Math.max(1, Math.ceil(people / size))
}

/**
 * Mixes people into groups (GROUP1). What it keeps to, the first before the second and so on:
 *
 * 1. Pairs that belong together are in one group; those who are kept apart are not, unless `unmet` says so.
 * 2. Sizes differ by at most 1, unless pairs stand in the way: then by no more than the smallest block of the fullest
 *    group has people, of those that nobody in the emptiest must avoid.
 * 3. Without pairs, the people of each city in two groups differ by at most 1; with them, by as little as was found.
 * 4. Of mixes that are as good, the one in which most people stay where they are.
 */
export function mixGroups(wish: MixOptions): Mix {
	const parts = createBlocks(wish)
	const seating = findAssignment(parts, wish)
	const groupOf = new Map(parts.blocks.flatMap(({ people }, index) => people.map((id) => [id, seating.groupOf(index)])))
	const groups = Array.from({ length: wish.groups }, (_, group) =>
		wish.people.flatMap(({ id }) => (groupOf.get(id) === group ? id : [])),
	)
	const named = new Set(parts.unmet.map(({ pair }) => pair))
	const broken = (wish.apart ?? []).filter((pair) => !named.has(pair) && groupOf.get(pair[0]) === groupOf.get(pair[1]))
	const noRoom = broken.map((pair): UnmetPair => ({ pair, reason: 'noRoom' }))
	return { groups, unmet: [...parts.unmet, ...noRoom] }
}

function findAssignment(parts: Blocks, wish: MixOptions): Assignment {
	const random = seededRandom(wish.seed)
	const ideal = idealCost(parts, wish.groups)
	const tries = MAX_BLOCKS_TRIED / Math.max(1, parts.blocks.length)
	let best = assignFromScratch(parts, wish, random)
	for (let tried = 1; tried < tries && isLess(ideal, [best.cost[0], best.cost[1], best.cost[2], 0]); tried++)
		best = cheaper(best, assignFromScratch(parts, wish, random, true))
	return wish.currentGroups ? cheaper(best, assignFromCurrent(parts, wish, random)) : best
}

/** A seating that begins with everybody standing; or, to be another one, with the bound ones where chance puts them. */
function assignFromScratch(parts: Blocks, wish: MixOptions, random: Random, isByChance = false): Assignment {
	const seating = emptyAssignment(parts, wish)
	const bound = isByChance ? [...parts.blocks.entries()].filter(([, block]) => isConstrained(block)) : []
	for (const [index] of bound) seating.assign(index, random(wish.groups))
	assignRemaining(seating, parts.blocks, random)
	const numbers = wish.currentGroups ? matchCurrentGroups(seating, parts.blocks) : null
	const named = numbers ? emptyAssignment(parts, wish) : seating
	for (const index of numbers ? parts.blocks.keys() : []) named.assign(index, numbers?.[seating.groupOf(index)] ?? -1)
	improveAssignment(named, parts.blocks.length)
	return named
}

/** A seating that begins with everybody where they are now. */
function assignFromCurrent(parts: Blocks, wish: MixOptions, random: Random): Assignment {
	const seating = emptyAssignment(parts, wish)
	for (const [index, { currentGroups }] of parts.blocks.entries()) {
		const home = currentGroups.find((group) => group < wish.groups)
		if (home !== undefined) seating.assign(index, home)
	}
	assignRemaining(seating, parts.blocks, random)
	improveAssignment(seating, parts.blocks.length)
	return seating
}

function emptyAssignment({ blocks, cities }: Blocks, { groups }: MixOptions): Assignment {
	return new Assignment(blocks, { groups, cities: cities.length })
}

function cheaper(one: Assignment, other: Assignment): Assignment {
	return isLess(other.cost, one.cost) ? other : one
}

/** What a mix costs in which nothing stands in the way of evenness, nor of staying. */
function idealCost({ cities }: Blocks, groups: number): Cost {
	const evenly = (people: number) => {
		const [few, more] = [Math.floor(people / groups), people % groups]
		return few * few * (groups - more) + (few + 1) * (few + 1) * more
	}
	const people = cities.reduce((sum, of) => sum + of, 0)
	return [0, evenly(people), cities.reduce((sum, of) => sum + evenly(of), 0), 0]
}
