import { groupBy, type Random, shuffled } from '../collections.ts'
import { type Assignment, type Cost, isLess } from './Assignment.ts'
import { type Block, isConstrained } from './mixBlocks.ts'

/**
 * Assigns the blocks without a group, one by one, each to the smallest group; among equally small
 * groups, to the one with the fewest people of the block's cities, then of its languages. Large
 * and constrained blocks come first, then single people city by city.
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
			assignment.countSameLanguage(block, group),
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
