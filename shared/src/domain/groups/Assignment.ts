import { groupBy, type Random, shuffled } from '../collections.ts'
import { type Block, isConstrained } from './mixBlocks.ts'

/**
 * The cost of an assignment, by descending weight: broken "apart" pairs, uneven sizes, unmixed
 * cities, people who move.
 */
export type Cost = [apart: number, sizes: number, cities: number, moves: number]

/** Whether a cost is lower than another, compared lexicographically. */
export function isLess(cost: Cost, other: Cost): boolean {
	for (const [index, part] of cost.entries()) if (part !== other[index]) return part < (other[index] ?? 0)
	return false
}

/**
 * The group of each block during the search for a mix. The cost of group sizes and of the people of
 * a city per group is a sum of squares, which is lowest when they are even. A block without a group
 * has the group -1.
 */
export class Assignment {
	readonly sizes: Int32Array
	readonly groups: number
	readonly cost: Cost = [0, 0, 0, 0]
	readonly #blocks: readonly Block[]
	readonly #groupByBlock: Int32Array
	/** The number of people of a city in a group, at `city * groups + group`. */
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

	/** Returns the number of people in a group who come from this block's cities. */
	countSameCity({ cities }: Block, group: number): number {
		return cities.reduce((sum, [city]) => sum + (this.#peopleByCity[city * this.groups + group] ?? 0), 0)
	}

	/** Returns the number of "apart" pairs that this block would break in a group. */
	countConflicts({ apart }: Block, group: number): number {
		let count = 0
		for (const other of apart) if (this.#groupByBlock[other] === group) count++
		return count
	}

	/**
	 * Returns false if moving this block certainly does not lower the cost; cheaper than trying the
	 * move.
	 */
	canMoveImprove(block: number, group: number): boolean {
		const moved = this.#blocks[block]
		const from = this.groupOf(block)
		if (!moved || from === group) return false
		return moved.apart.length > 0 || (this.sizes[group] ?? 0) + moved.people.length <= (this.sizes[from] ?? 0)
	}

	/**
	 * Returns false if swapping these blocks certainly does not lower the cost; cheaper than trying
	 * the swap.
	 */
	canSwapImprove(one: number, other: number): boolean {
		const [a, b] = [this.#blocks[one], this.#blocks[other]]
		if (!a || !b || isConstrained(a) || isConstrained(b)) return true
		const [from, to] = [this.groupOf(one), this.groupOf(other)]
		const [cityOfA, cityOfB] = [a.cities[0]?.[0] ?? 0, b.cities[0]?.[0] ?? 0]
		const cities = cityOfA === cityOfB ? 0 : this.#surplus(cityOfA, to, from) + this.#surplus(cityOfB, from, to) + 2
		return cities < 0 || (cities === 0 && movesOf(a, from, to) + movesOf(b, to, from) < 0)
	}

	/** Returns how many more people of a city are in one group than in another. */
	#surplus(city: number, group: number, other: number): number {
		const start = city * this.groups
		return (this.#peopleByCity[start + group] ?? 0) - (this.#peopleByCity[start + other] ?? 0)
	}

	/** Moves a block to a group. */
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
		for (const current of block.currentGroups) if (current !== group) cost[3] += sign
	}
}

/**
 * Returns by how much the number of people outside their current group changes if a block moves
 * from one group to another.
 */
function movesOf({ currentGroups }: Block, from: number, to: number): number {
	let count = 0
	for (const current of currentGroups) count += Number(current !== to) - Number(current !== from)
	return count
}

/** Adds to a count and returns the increase of its square. */
function addToCount(counts: Int32Array, index: number, by: number): number {
	const before = counts[index] ?? 0
	counts[index] = before + by
	return 2 * before * by + by * by
}

/**
 * Assigns the blocks without a group, one by one, each to the smallest group; among equally small
 * groups, to the one with the fewest people of the block's cities. Large and constrained blocks
 * come first, then single people city by city.
 *
 * Both bounds hold if there are no pairs, for this reason: the smallest group always lacks a person
 * of the current round, so sizes differ by at most 1. A city that begins in the middle of a round
 * fills the remaining groups of that round, and in the next round the groups without anyone of the
 * city come first. Each of the city's rounds visits each group once, so its people in two groups
 * differ by at most 1, too.
 */
export function assignRemaining(assignment: Assignment, blocks: readonly Block[], random: Random): void {
	const groups = shuffled(Array(assignment.groups).keys(), random)
	for (const index of assignmentOrder(blocks, random)) {
		const block = blocks[index]
		if (!block || assignment.groupOf(index) >= 0) continue
		const rank = (group: number) => [
			assignment.countConflicts(block, group),
			assignment.sizes[group] ?? 0,
			assignment.countSameCity(block, group),
		]
		let best = groups[0] ?? 0
		for (const group of groups) if (isLowerRank(rank(group), rank(best))) best = group
		assignment.assign(index, best)
	}
}

/**
 * Returns the order of assignment: the heaviest blocks first, then single people city by city, with
 * cities in random order.
 */
function assignmentOrder(blocks: readonly Block[], random: Random): number[] {
	const weightOf = ({ people, apart }: Block) => people.length * blocks.length + apart.length
	const shuffledBlocks = shuffled(blocks.entries(), random)
	const constrained = shuffledBlocks
		.filter(([, block]) => isConstrained(block))
		.sort(([, a], [, b]) => weightOf(b) - weightOf(a))
	const free = shuffledBlocks.filter(([, block]) => !isConstrained(block))
	const byCity = [...groupBy(free, ([, block]) => block.cities[0]?.[0]).values()].flat()
	return [...constrained, ...byCity].map(([index]) => index)
}

function isLowerRank(rank: readonly number[], other: readonly number[]): boolean {
	const index = rank.findIndex((part, at) => part !== other[at])
	return index >= 0 && (rank[index] ?? 0) < (other[index] ?? 0)
}

/**
 * The maximum number of swaps tried for a block in a round. Up to this number of blocks, all swaps
 * are tried.
 */
const MAX_SWAPS = 64
/** The number of rounds with swaps; later rounds only move blocks. */
const MAX_ROUNDS = 16

/**
 * Moves a block to another group or swaps two blocks as long as the cost decreases, so it
 * terminates. Afterwards no move of a block from the fullest group to the emptiest one would make
 * them more even, unless pairs prevent it. A round takes time linear in the number of blocks.
 */
export function improveAssignment(assignment: Assignment, blocks: readonly Block[]): void {
	for (let round = 0; improveOnce(assignment, blocks, round); round++) {
		// Repeats until a round finds no improvement.
	}
}

function improveOnce(assignment: Assignment, blocks: readonly Block[], round: number): boolean {
	const members = groupBy(blocks.keys(), (block) => assignment.groupOf(block))
	let isBetter = false
	for (const [block, { currentGroups }] of blocks.entries()) {
		for (let group = 0; group < assignment.groups; group++)
			if (assignment.canMoveImprove(block, group) && tryMoves(assignment, [[block, group]])) isBetter = true
		const atHome = members.get(currentGroups[0] ?? -1) ?? []
		const partners = round < MAX_ROUNDS ? partnersOf(block, { atHome, blocks: blocks.length, round }) : []
		for (const other of partners) if (trySwap(assignment, block, other)) isBetter = true
	}
	return isBetter
}

function trySwap(assignment: Assignment, block: number, other: number): boolean {
	const [here, there] = [assignment.groupOf(block), assignment.groupOf(other)]
	if (here === there || !assignment.canSwapImprove(block, other)) return false
	return tryMoves(assignment, [
		[block, there],
		[other, here],
	])
}

/**
 * Returns the blocks to swap with a block in a round: all later blocks if there are few; else
 * different blocks in each round, and some of the blocks in its current group (`atHome`).
 */
function partnersOf(block: number, around: { atHome: readonly number[]; blocks: number; round: number }): number[] {
	const { atHome, blocks, round } = around
	if (blocks <= MAX_SWAPS) return Array.from({ length: blocks - block - 1 }, (_, index) => block + 1 + index)
	const start = round * MAX_SWAPS
	const others = Array.from({ length: MAX_SWAPS }, (_, index) => (block + 1 + start + index) % blocks)
	const some = Math.min(MAX_SWAPS, atHome.length)
	for (let index = 0; index < some; index++) others.push(atHome[(start + index) % atHome.length] ?? block)
	return others
}

/** Moves blocks, and moves them back if the cost does not decrease. */
function tryMoves(assignment: Assignment, steps: readonly (readonly [block: number, group: number])[]): boolean {
	const before: Cost = [...assignment.cost]
	const groupsBefore = steps.map(([block]) => assignment.groupOf(block))
	for (const [block, group] of steps) assignment.assign(block, group)
	if (isLess(assignment.cost, before)) return true
	for (const [index, [block]] of steps.entries()) assignment.assign(block, groupsBefore[index] ?? -1)
	return false
}

/**
 * Returns new indices for the groups of an assignment, so that many people stay in their current
 * group: the pair of an old and a new group with the most people in common is matched first. The
 * n-th entry is the new index of group n.
 */
export function matchCurrentGroups(assignment: Assignment, blocks: readonly Block[]): number[] {
	const indices = [...Array(assignment.groups).keys()]
	const common = indices.map(() => indices.map(() => 0))
	for (const [index, { currentGroups }] of blocks.entries()) {
		const row = common[assignment.groupOf(index)]
		for (const current of currentGroups) if (row?.[current] !== undefined) row[current]++
	}
	const pairs = common.flatMap((row, group) => row.map((count, current) => ({ group, current, count })))
	const matched = new Map<number, number>()
	const taken = new Set<number>()
	for (const { group, current } of pairs.sort((a, b) => b.count - a.count)) {
		if (matched.has(group) || taken.has(current)) continue
		matched.set(group, current)
		taken.add(current)
	}
	return indices.map((group) => matched.get(group) ?? group)
}
