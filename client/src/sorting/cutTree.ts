import type { Merge } from './agglomerate.ts'

/** Bounds of the groups that are suggested. */
export interface CutBounds {
	least: number
	most: number
	/** Minimum number of members of a group. */
	members: number
}

/** The likeness of each two of `count` texts, row after row. */
export interface LikenessMatrix {
	likeness: Float32Array
	count: number
}

/** Numbers of groups, single texts included, at which the tree is cut to compare the results. */
const CUTS = [3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 32, 40, 50, 65, 80, 100, 130, 170, 220, 300, 400]
/** How much a result counts less for each group more or fewer than people make by hand: √n. */
const NUMBER_WEIGHT = 0.15
/** Number of texts by which results are compared. */
const COMPARED = 400
/** Rounds in which each text may move to the group that it is most like. */
const ROUNDS = 3
/** Likeness to a group below which a text is outside, as a share of its members' likeness. */
const OUTSIDE_SHARE = 0.6
/** The group of a text that is in none. */
const OUTSIDE = -1

/**
 * Cuts the tree of merges into groups: where the members of a group are most alike, and least like
 * the other groups. Returns the texts of each group, the largest first; texts that are like no
 * group are in none.
 */
export function cutTree(merges: readonly Merge[], matrix: LikenessMatrix, bounds: CutBounds): number[][] {
	const { count } = matrix
	const wanted = Math.max(bounds.least, Math.min(bounds.most, Math.round(Math.sqrt(count))))
	// Of many texts, the results are compared by some, as they are cut.
	const step = Math.ceil(count / COMPARED)
	let best: { groups: number[][]; score: number } = { groups: [], score: 0 }
	for (const cut of CUTS.filter((groups) => groups < count)) {
		const groups = improve(groupsAt(merges, count, cut), matrix, { ...bounds, rounds: step > 1 ? 0 : 1 })
		const score = scoreOf(groups, matrix, step) * (1 - NUMBER_WEIGHT * Math.abs(groups.length - wanted))
		if (score > best.score) best = { groups, score }
	}
	return improve(best.groups, matrix, { ...bounds, rounds: ROUNDS }).toSorted((a, b) => b.length - a.length)
}

/** Returns the groups after all merges but the last ones. */
function groupsAt(merges: readonly Merge[], count: number, groups: number): number[][] {
	const members = new Map(Array.from({ length: count }, (_, text) => [text, [text]]))
	for (const { into, from } of merges.slice(0, Math.max(0, count - groups))) {
		members.get(into)?.push(...(members.get(from) ?? []))
		members.delete(from)
	}
	return [...members.values()]
}

/** Moves each text to the group that it is most like, and drops groups that are too small. */
function improve(
	cut: readonly number[][],
	matrix: LikenessMatrix,
	{ most, members, rounds }: CutBounds & { rounds: number },
): number[][] {
	const large = cut.filter((group) => group.length >= members)
	let groups = large.toSorted((a, b) => b.length - a.length).slice(0, most)
	for (let round = 0; round < rounds && groups.length > 0; round++) {
		const to = likenessToGroups(groups, matrix)
		const cohesion = groups.map((group, at) => mean(group.map((text) => to(text, at))))
		const moved: number[][] = groups.map(() => [])
		for (let text = 0; text < matrix.count; text++) {
			let nearest = 0
			for (let at = 1; at < groups.length; at++) if (to(text, at) > to(text, nearest)) nearest = at
			if (to(text, nearest) > OUTSIDE_SHARE * (cohesion[nearest] ?? 0)) moved[nearest]?.push(text)
		}
		groups = moved.filter((group) => group.length >= members)
	}
	return groups
}

/**
 * Returns how much more the members of groups are like their own group than like the next one.
 * Every `step`th text is looked at.
 */
function scoreOf(groups: readonly number[][], matrix: LikenessMatrix, step: number): number {
	const to = likenessToGroups(groups, matrix, step)
	let sum = 0
	for (const [at, group] of groups.entries())
		for (const text of group) {
			if (text % step !== 0) continue
			const own = to(text, at)
			let next = 0
			for (let other = 0; other < groups.length; other++) if (other !== at) next = Math.max(next, to(text, other))
			const most = Math.max(own, next)
			if (most > 0) sum += (own - next) / most
		}
	return sum / matrix.count
}

/** Returns a function for the average likeness of every `step`th text to the others of a group. */
function likenessToGroups(groups: readonly number[][], { likeness, count }: LikenessMatrix, step = 1) {
	const groupOf = new Int32Array(count).fill(OUTSIDE)
	for (const [at, group] of groups.entries()) for (const text of group) groupOf[text] = at
	const sums = new Float64Array(count * groups.length)
	for (let text = 0; text < count; text += step) {
		const [row, start] = [text * count, text * groups.length]
		for (let other = 0; other < count; other++) {
			const group = groupOf[other] ?? OUTSIDE
			if (group !== OUTSIDE && other !== text)
				sums[start + group] = (sums[start + group] ?? 0) + (likeness[row + other] ?? 0)
		}
	}
	return (text: number, at: number) => {
		const others = (groups[at]?.length ?? 0) - (groupOf[text] === at ? 1 : 0)
		return others === 0 ? 0 : (sums[text * groups.length + at] ?? 0) / others
	}
}

/** Returns the average likeness of a text to the others of a group. */
export function likenessTo(text: number, group: readonly number[], { likeness, count }: LikenessMatrix): number {
	const others = group.filter((other) => other !== text)
	return mean(others.map((other) => likeness[text * count + other] ?? 0))
}

/** Returns the average likeness of the texts of a group to each other. */
export function meanLikeness(group: readonly number[], matrix: LikenessMatrix): number {
	return mean(group.map((text) => likenessTo(text, group, matrix)))
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
