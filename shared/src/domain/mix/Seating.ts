import type { Block } from './blocksOf.ts'

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
export class Seating {
	readonly sizes: Int32Array
	readonly groups: number
	readonly cost: Cost = [0, 0, 0, 0]
	readonly #blocks: readonly Block[]
	readonly #places: Int32Array
	/** How many people of a city are in a group, at `city * groups + group`. */
	readonly #people: Int32Array

	constructor(blocks: readonly Block[], size: { groups: number; cities: number }) {
		this.groups = size.groups
		this.sizes = new Int32Array(size.groups)
		this.#blocks = blocks
		this.#places = new Int32Array(blocks.length).fill(-1)
		this.#people = new Int32Array(size.groups * size.cities)
	}

	placeOf(block: number): number {
		return this.#places[block] ?? -1
	}

	/** How many others of this block's cities are in a group. */
	compatriots({ cities }: Block, group: number): number {
		return cities.reduce((sum, [city]) => sum + (this.#people[city * this.groups + group] ?? 0), 0)
	}

	/** How many pairs this block breaks that are to be kept apart, in this group. */
	conflicts({ apart }: Block, group: number): number {
		let count = 0
		for (const other of apart) if (this.#places[other] === group) count++
		return count
	}

	/** Puts a block into a group, out of the one where it was. */
	seat(block: number, group: number): void {
		const moved = this.#blocks[block]
		const from = this.placeOf(block)
		if (!moved || from === group) return
		if (from >= 0) this.#count(moved, from, -1)
		this.#places[block] = -1
		if (group >= 0) this.#count(moved, group, 1)
		this.#places[block] = group
	}

	#count(block: Block, group: number, sign: 1 | -1): void {
		const { sizes, cost } = this
		cost[0] += sign * this.conflicts(block, group)
		cost[1] += raise(sizes, group, sign * block.people.length)
		for (const [city, people] of block.cities) cost[2] += raise(this.#people, city * this.groups + group, sign * people)
		for (const home of block.present) if (home !== group) cost[3] += sign
	}
}

/** Adds to a count, and gives by how much its square rises. */
function raise(counts: Int32Array, index: number, by: number): number {
	const before = counts[index] ?? 0
	counts[index] = before + by
	return 2 * before * by + by * by
}
