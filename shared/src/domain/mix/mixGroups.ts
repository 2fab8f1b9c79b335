import type { Blocks } from './blocksOf.ts'
import { blocksOf, isBound } from './blocksOf.ts'
import { dealBlocks } from './dealBlocks.ts'
import type { Mix, MixWish, UnmetWish } from './MixWish.ts'
import { nearHome } from './nearHome.ts'
import type { Random } from './random.ts'
import { seededRandom } from './random.ts'
import { refineSeating } from './refineSeating.ts'
import type { Cost } from './Seating.ts'
import { isLess, Seating } from './Seating.ts'

/** So many blocks are seated anew while wishes stand in the way of an even mix: small workshops have many tries. */
const BLOCKS_TRIED = 1500

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
export function mixGroups(wish: MixWish): Mix {
	const parts = blocksOf(wish)
	const seating = findSeating(parts, wish)
	const groupOf = new Map(parts.blocks.flatMap(({ people }, index) => people.map((id) => [id, seating.placeOf(index)])))
	const groups = Array.from({ length: wish.groups }, (_, group) =>
		wish.people.flatMap(({ id }) => (groupOf.get(id) === group ? id : [])),
	)
	const named = new Set(parts.unmet.map(({ pair }) => pair))
	const broken = (wish.apart ?? []).filter((pair) => !named.has(pair) && groupOf.get(pair[0]) === groupOf.get(pair[1]))
	const noRoom = broken.map((pair): UnmetWish => ({ pair, reason: 'noRoom' }))
	return { groups, unmet: [...parts.unmet, ...noRoom] }
}

function findSeating(parts: Blocks, wish: MixWish): Seating {
	const random = seededRandom(wish.seed)
	const ideal = idealCost(parts, wish.groups)
	const tries = BLOCKS_TRIED / Math.max(1, parts.blocks.length)
	let best = dealt(parts, wish, random)
	for (let tried = 1; tried < tries && isLess(ideal, [best.cost[0], best.cost[1], best.cost[2], 0]); tried++)
		best = better(best, dealt(parts, wish, random, true))
	return wish.present ? better(best, grown(parts, wish, random)) : best
}

/** A seating that begins with everybody standing; or, to be another one, with the bound ones where chance puts them. */
function dealt(parts: Blocks, wish: MixWish, random: Random, isByChance = false): Seating {
	const seating = emptySeating(parts, wish)
	const bound = isByChance ? [...parts.blocks.entries()].filter(([, block]) => isBound(block)) : []
	for (const [index] of bound) seating.seat(index, random(wish.groups))
	dealBlocks(seating, parts.blocks, random)
	const numbers = wish.present ? nearHome(seating, parts.blocks) : null
	const named = numbers ? emptySeating(parts, wish) : seating
	for (const index of numbers ? parts.blocks.keys() : []) named.seat(index, numbers?.[seating.placeOf(index)] ?? -1)
	refineSeating(named, parts.blocks.length)
	return named
}

/** A seating that begins with everybody where they are now. */
function grown(parts: Blocks, wish: MixWish, random: Random): Seating {
	const seating = emptySeating(parts, wish)
	for (const [index, { present }] of parts.blocks.entries()) {
		const home = present.find((group) => group < wish.groups)
		if (home !== undefined) seating.seat(index, home)
	}
	dealBlocks(seating, parts.blocks, random)
	refineSeating(seating, parts.blocks.length)
	return seating
}

function emptySeating({ blocks, cities }: Blocks, { groups }: MixWish): Seating {
	return new Seating(blocks, { groups, cities: cities.length })
}

function better(one: Seating, other: Seating): Seating {
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
