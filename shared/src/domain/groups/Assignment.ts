import { type Block, isConstrained } from './mixBlocks.ts'
import { LanguageCounts } from './tableLanguages.ts'

/**
 * The cost of an assignment, by descending weight: broken "apart" pairs, uneven sizes, groups
 * without an interpreter, unmixed cities, unmixed languages, people who move.
 */
export type Cost = [
	apart: number,
	sizes: number,
	interpreters: number,
	cities: number,
	languages: number,
	moves: number,
]

/** Whether a cost is lower than another, compared lexicographically. */
export function isLess(cost: Cost, other: Cost): boolean {
	for (const [index, part] of cost.entries()) if (part !== other[index]) return part < (other[index] ?? 0)
	return false
}

interface AssignmentOptions {
	groups: number
	cities: number
	spreadsLanguages?: boolean | undefined
	needsInterpreters?: boolean | undefined
}

/**
 * The group of each block during the search for a mix. The cost of group sizes and of the people of
 * a city per group is a sum of squares, which is lowest when they are even. A block without a group
 * has the group -1.
 */
export class Assignment {
	readonly sizes: Int32Array
	readonly groups: number
	readonly cost: Cost = [0, 0, 0, 0, 0, 0]
	readonly #blocks: readonly Block[]
	readonly #groupByBlock: Int32Array
	/** The number of people of a city in a group, at `city * groups + group`. */
	readonly #peopleByCity: Int32Array
	readonly #languages: LanguageCounts
	readonly #options: AssignmentOptions

	constructor(blocks: readonly Block[], options: AssignmentOptions) {
		this.#options = options
		this.#languages = new LanguageCounts(options.groups)
		this.groups = options.groups
		this.sizes = new Int32Array(options.groups)
		this.#blocks = blocks
		this.#groupByBlock = new Int32Array(blocks.length).fill(-1)
		this.#peopleByCity = new Int32Array(options.groups * options.cities)
	}

	groupOf(block: number): number {
		return this.#groupByBlock[block] ?? -1
	}

	/** Returns the number of people in a group who come from this block's cities. */
	countSameCity({ cities }: Block, group: number): number {
		return cities.reduce((sum, [city]) => sum + (this.#peopleByCity[city * this.groups + group] ?? 0), 0)
	}

	/** Returns the number of people in a group who have the own language of this block's people. */
	countSameLanguage({ languages }: Block, group: number): number {
		if (!this.#options.spreadsLanguages) return 0
		return languages.reduce((sum, { own }) => sum + this.#languages.countOwn(own, group), 0)
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
		if (this.cost[2] > 0 && (this.#languages.isLacking(from) || this.#languages.isLacking(to))) return true
		const [cityOfA, cityOfB] = [a.cities[0]?.[0] ?? 0, b.cities[0]?.[0] ?? 0]
		const cities = cityOfA === cityOfB ? 0 : this.#surplus(cityOfA, to, from) + this.#surplus(cityOfB, from, to) + 2
		if (cities !== 0) return cities < 0
		const languages = this.#languageIncrease(a, b, [from, to])
		return languages < 0 || (languages === 0 && movesOf(a, from, to) + movesOf(b, to, from) < 0)
	}

	/** Returns a number that is negative if swapping two people makes the languages more even. */
	#languageIncrease(a: Block, b: Block, [from, to]: readonly [number, number]): number {
		const [one, other] = [a.languages[0]?.own ?? 0, b.languages[0]?.own ?? 0]
		if (!this.#options.spreadsLanguages || one === other) return 0
		const surplus = (language: number, group: number, than: number) =>
			this.#languages.countOwn(language, group) - this.#languages.countOwn(language, than)
		return surplus(one, to, from) + surplus(other, from, to) + 2
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
			cost[3] += addToCount(this.#peopleByCity, city * this.groups + group, sign * people)
		if (block.languages.length > 0) this.#countLanguages(block, group, sign)
		for (const current of block.currentGroups) if (current !== group) cost[5] += sign
	}

	#countLanguages({ languages }: Block, group: number, sign: 1 | -1): void {
		const { spreadsLanguages, needsInterpreters } = this.#options
		const wasLacking = needsInterpreters && this.#languages.isLacking(group)
		const increase = this.#languages.count(languages, group, sign)
		if (needsInterpreters) this.cost[2] += Number(this.#languages.isLacking(group)) - Number(wasLacking)
		if (spreadsLanguages) this.cost[4] += increase
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
