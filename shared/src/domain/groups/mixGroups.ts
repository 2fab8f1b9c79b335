import { groupBy, type Random, seededRandom } from '../collections.ts'
import { Assignment, type Cost, isLess } from './Assignment.ts'
import { assignRemaining, improveAssignment, matchCurrentGroups } from './improveAssignment.ts'
import { type Blocks, createBlocks, isConstrained, type Mix, type MixOptions, type UnmetPair } from './mixBlocks.ts'

/**
 * The maximum number of blocks assigned in all retries while pairs prevent an even mix, so that
 * small workshops get many tries.
 */
const MAX_BLOCKS_TRIED = 1500

/** Returns the number of groups for `people` if no group may be larger than `size`. */
export function groupsOfSize(people: number, size: number): number {
	return Math.max(1, Math.ceil(people / size))
}

/**
 * Mixes people into groups (GROUP1). The rules, by descending priority:
 *
 * 1. "Together" pairs share a group and "apart" pairs do not, unless `unmet` lists them.
 * 2. Sizes differ by at most 1, unless pairs prevent it. Then they differ by at most the size of
 *    the smallest block of the fullest group that need not avoid anyone in the emptiest group.
 * 3. With `needsInterpreters`, as few groups as the search finds lack an interpreter (GROUP5).
 * 4. Without pairs and interpreters, the people of each city in two groups differ by at most 1;
 *    else by as little as the search finds.
 * 5. With `spreadsLanguages`, the people of each language in two groups differ by as little as the
 *    search finds.
 * 6. Among equally good mixes, the one in which the most people keep their group is chosen.
 */
export function mixGroups(options: MixOptions): Mix {
	const parts = createBlocks(options)
	const assignment = findAssignment(parts, options)
	const groupOf = new Map(
		parts.blocks.flatMap(({ people }, index) => people.map((id) => [id, assignment.groupOf(index)])),
	)
	const members = groupBy(options.people, ({ id }) => groupOf.get(id))
	const groups = Array.from({ length: options.groups }, (_, group) => (members.get(group) ?? []).map(({ id }) => id))
	const reported = new Set(parts.unmet.map(({ pair }) => pair))
	const broken = (options.apart ?? []).filter(
		(pair) => !reported.has(pair) && groupOf.get(pair[0]) === groupOf.get(pair[1]),
	)
	const noRoom = broken.map((pair): UnmetPair => ({ pair, reason: 'noRoom' }))
	return { groups, unmet: [...parts.unmet, ...noRoom] }
}

function findAssignment(parts: Blocks, options: MixOptions): Assignment {
	const random = seededRandom(options.seed)
	const ideal = idealCost(parts, options.groups)
	const tries = MAX_BLOCKS_TRIED / Math.max(1, parts.blocks.length)
	let best = assignFromScratch(parts, options, random)
	const isIdeal = ({ cost: [apart, sizes, interpreters, cities] }: Assignment) =>
		!isLess(ideal, [apart, sizes, interpreters, cities, 0, 0])
	for (let tried = 1; tried < tries && !isIdeal(best); tried++)
		best = cheaper(best, assignFromScratch(parts, options, random, true))
	return options.currentGroups ? cheaper(best, assignFromCurrent(parts, options, random)) : best
}

/**
 * Builds an assignment from nothing, or (`isRandom`) with the constrained blocks placed at random
 * first.
 */
function assignFromScratch(parts: Blocks, options: MixOptions, random: Random, isRandom = false): Assignment {
	const assignment = emptyAssignment(parts, options)
	const constrained = isRandom ? [...parts.blocks.entries()].filter(([, block]) => isConstrained(block)) : []
	for (const [index] of constrained) assignment.assign(index, random(options.groups))
	assignRemaining(assignment, parts.blocks, random)
	const indices = options.currentGroups ? matchCurrentGroups(assignment, parts.blocks) : null
	const renumbered = indices ? emptyAssignment(parts, options) : assignment
	for (const index of indices ? parts.blocks.keys() : [])
		renumbered.assign(index, indices?.[assignment.groupOf(index)] ?? -1)
	improveAssignment(renumbered, parts.blocks)
	return renumbered
}

/** Builds an assignment that starts with everyone in their current group. */
function assignFromCurrent(parts: Blocks, options: MixOptions, random: Random): Assignment {
	const assignment = emptyAssignment(parts, options)
	for (const [index, { currentGroups }] of parts.blocks.entries()) {
		const current = currentGroups.find((group) => group < options.groups)
		if (current !== undefined) assignment.assign(index, current)
	}
	assignRemaining(assignment, parts.blocks, random)
	improveAssignment(assignment, parts.blocks)
	return assignment
}

function emptyAssignment({ blocks, cities }: Blocks, options: MixOptions): Assignment {
	const { groups, spreadsLanguages, needsInterpreters } = options
	return new Assignment(blocks, { groups, cities: cities.length, spreadsLanguages, needsInterpreters })
}

function cheaper(one: Assignment, other: Assignment): Assignment {
	return isLess(other.cost, one.cost) ? other : one
}

/** Returns the cost of a perfectly even mix in which no one moves. */
function idealCost({ cities }: Blocks, groups: number): Cost {
	const evenCost = (people: number) => {
		const [few, more] = [Math.floor(people / groups), people % groups]
		return few * few * (groups - more) + (few + 1) * (few + 1) * more
	}
	const people = cities.reduce((sum, of) => sum + of, 0)
	return [0, evenCost(people), 0, cities.reduce((sum, of) => sum + evenCost(of), 0), 0, 0]
}
