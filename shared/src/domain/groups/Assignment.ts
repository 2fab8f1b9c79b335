import { groupBy, type Random, shuffled } from '../collections.ts'
import { type Block, isConstrained } from './mixBlocks.ts'

/** What a seating costs, what weighs most first: pairs kept apart in vain, uneven sizes, cities not mixed, people who move. */
export type Cost = [apart: number, sizes: number, cities: number, moves: number]

/** Whether one cost is less than another: the first part in which they differ tells. */
export function isLess(cost: Cost, other: Cost): boolean {
	for (const [index, part] of cost.entries()) if (part !== other[index]) return part < (other[index] ?? 0)
	return false
}

/**
 * Which block sits in which group while a mix is looked for. Sizes, and the people of a city in each group, cost their
 * squares: the sum is least when all are even. A block that sits nowhere yet has the group -1.
 */
export class Assignment {
	readonly sizes: Int32Array
	readonly groups: number
	readonly cost: Cost = [0, 0, 0, 0]
	readonly #blocks: readonly Block[]
	readonly #groupByBlock: Int32Array
	/** How many people of a city are in a group, at `city * groups + group`. */
	readonly #peopleByCity: Int32Array

	constructor(blocks: readonly Block[], size: { groups: number; cities: number }) {
		this.groups = size.groups
		this.sizes = new Int32Array(size.groups)
		this.#blocks = blocks
		this.#groupByBlock = new Int32Array(blocks.length).fill(-1)
		this.#peopleByCity = new Int32Array(size.groups * size.cities)
	}

	groupOf(block: number): number {
		return this.#groupByBlock[block] ?? -1
	}

	/** How many others of this block's cities are in a group. */
	countSameCity({ cities }: Block, group: number): number {
		return cities.reduce((sum, [city]) => sum + (this.#peopleByCity[city * this.groups + group] ?? 0), 0)
	}

	/** How many pairs this block breaks that are to be kept apart, in this group. */
	countConflicts({ apart }: Block, group: number): number {
		let count = 0
		for (const other of apart) if (this.#groupByBlock[other] === group) count++
		return count
	}

	/** Puts a block into a group, out of the one where it was. */
	assign(block: number, group: number): void {
		const moved = this.#blocks[block]
		const from = this.groupOf(block)
		if (!moved || from === group) return
		if (from >= 0) this.#count(moved, from, -1)
		this.#groupByBlock[block] = -1
		if (group >= 0) this.#count(moved, group, 1)
		this.#groupByBlock[block] = group
	}

	#count(block: Block, group: number, sign: 1 | -1): void {
		const { sizes, cost } = this
		cost[0] += sign * this.countConflicts(block, group)
		cost[1] += addToCount(sizes, group, sign * block.people.length)
		for (const [city, people] of block.cities)
			cost[2] += addToCount(this.#peopleByCity, city * this.groups + group, sign * people)
		for (const home of block.currentGroups) if (home !== group) cost[3] += sign
	}
}

/** Adds to a count, and gives by how much its square rises. */
function addToCount(counts: Int32Array, index: number, by: number): number {
	const before = counts[index] ?? 0
	counts[index] = before + by
	return 2 * before * by + by * by
}

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
export function assignRemaining(seating: Assignment, blocks: readonly Block[], random: Random): void {
	const groups = shuffled(Array(seating.groups).keys(), random)
	for (const index of assignmentOrder(blocks, random)) {
		const block = blocks[index]
		if (!block || seating.groupOf(index) >= 0) continue
		const rank = (group: number) => [
			seating.countConflicts(block, group),
			seating.sizes[group] ?? 0,
			seating.countSameCity(block, group),
		]
		let best = groups[0] ?? 0
		for (const group of groups) if (isLowerRank(rank(group), rank(best))) best = group
		seating.assign(index, best)
	}
}

/** The heaviest first, then single people in the order of their cities, which chance gives. */
function assignmentOrder(blocks: readonly Block[], random: Random): number[] {
	const weightOf = ({ people, apart }: Block) => people.length * blocks.length + apart.length
	const drawn = shuffled(blocks.entries(), random)
	const bound = drawn.filter(([, block]) => isConstrained(block)).sort(([, a], [, b]) => weightOf(b) - weightOf(a))
	const free = drawn.filter(([, block]) => !isConstrained(block))
	const byCity = [...groupBy(free, ([, block]) => block.cities[0]?.[0]).values()].flat()
	return [...bound, ...byCity].map(([index]) => index)
}

function isLowerRank(rank: readonly number[], other: readonly number[]): boolean {
	const index = rank.findIndex((part, at) => part !== other[at])
	return index >= 0 && (rank[index] ?? 0) < (other[index] ?? 0)
}

/**
 * Moves a block to another group or swaps two, as long as that costs less; every step does, so it ends. Afterwards the
 * fullest group has no block that could go to the emptiest and leave them more even, unless pairs keep it from there.
 */
export function improveAssignment(seating: Assignment, blocks: number): void {
	while (improveOnce(seating, blocks)) {
		// Another round, until one has found nothing.
	}
}

function improveOnce(seating: Assignment, blocks: number): boolean {
	let isBetter = false
	for (let block = 0; block < blocks; block++) {
		for (let group = 0; group < seating.groups; group++) {
			if (tryMoves(seating, [[block, group]])) isBetter = true
		}
		for (let other = block + 1; other < blocks; other++) {
			const [here, there] = [seating.groupOf(block), seating.groupOf(other)]
			if (here === there) continue
			const swap = [
				[block, there],
				[other, here],
			] as const
			if (tryMoves(seating, swap)) isBetter = true
		}
	}
	return isBetter
}

/** Seats blocks anew, and puts them back if that does not cost less. */
function tryMoves(seating: Assignment, steps: readonly (readonly [block: number, group: number])[]): boolean {
	const before: Cost = [...seating.cost]
	const places = steps.map(([block]) => seating.groupOf(block))
	for (const [block, group] of steps) seating.assign(block, group)
	if (isLess(seating.cost, before)) return true
	for (const [index, [block]] of steps.entries()) seating.assign(block, places[index] ?? -1)
	return false
}

/**
 * New numbers for the groups of a seating, so that many people stay where they are: the two that have most people in common
 * become one first, and so on. The n-th is the new number of group n.
 */
export function matchCurrentGroups(seating: Assignment, blocks: readonly Block[]): number[] {
	const numbers = [...Array(seating.groups).keys()]
	const common = numbers.map(() => numbers.map(() => 0))
	for (const [index, { currentGroups }] of blocks.entries()) {
		const row = common[seating.groupOf(index)]
		for (const home of currentGroups) if (row?.[home] !== undefined) row[home]++
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
