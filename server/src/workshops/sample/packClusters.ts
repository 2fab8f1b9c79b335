import type { ObstacleCategory } from '@charrette/shared'
import { OBSTACLE_CATEGORIES } from '@charrette/shared'
import type { SampleMap } from './layOutSample.ts'

const MAX_PERMUTED = 6

/** Categories that must stay together, and how many obstacles they hold. */
interface Bundle {
	categories: ObstacleCategory[]
	obstacles: number
}

/**
 * Every sensible way to share the categories of a map's obstacles out over lanes: into one lane, two, and so on. A
 * solution's obstacles never fall into different lanes. Lanes come out about equally full, the clusters of a lane in the order that keeps links shortest.
 */
export function packClusters(map: SampleMap): ObstacleCategory[][][] {
	const bundles = bundle(map).sort((a, b) => b.obstacles - a.obstacles)
	return bundles.map((_, index) => share(bundles, index + 1).map((lane) => order(lane, map)))
}

/** Joins the categories that a solution ties together. */
function bundle({ cards, links }: SampleMap): Bundle[] {
	const categoryOf = categoriesById({ cards, links })
	let bundles = [...new Set(categoryOf.values())].map((category) => [category])
	for (const tied of ties({ cards, links })) {
		const isTied = (categories: ObstacleCategory[]) => categories.some((category) => tied.has(category))
		const joined = bundles.filter(isTied).flat()
		bundles = [...bundles.filter((categories) => !isTied(categories)), joined].filter(({ length }) => length > 0)
	}
	return bundles.map((categories) => {
		const isHeld = (category: ObstacleCategory) => categories.includes(category)
		return { categories, obstacles: [...categoryOf.values()].filter(isHeld).length }
	})
}

/** For each solution, the categories of the obstacles that it addresses. */
function ties({ cards, links }: SampleMap): Set<ObstacleCategory>[] {
	const categoryOf = categoriesById({ cards, links })
	return [...new Set(links.map((link) => link.from))].map((solution) => {
		const targets = links.filter((link) => link.from === solution).map((link) => categoryOf.get(link.to))
		return new Set(targets.filter((category) => category !== undefined))
	})
}

function categoriesById({ cards }: SampleMap): Map<string, ObstacleCategory> {
	const obstacles = cards.filter((card) => card.kind === 'obstacle')
	return new Map(obstacles.map((card) => [card.id, card.category ?? 'other']))
}

/** The largest bundles first, each into the emptiest lane. */
function share(bundles: readonly Bundle[], count: number): ObstacleCategory[][] {
	const lanes = Array.from({ length: count }, (): Bundle => ({ categories: [], obstacles: 0 }))
	for (const { categories, obstacles } of bundles) {
		const emptiest = lanes.reduce((least, lane) => (lane.obstacles < least.obstacles ? lane : least))
		emptiest.categories.push(...categories)
		emptiest.obstacles += obstacles
	}
	return lanes.map((lane) => lane.categories)
}

/** The order in which the categories that a solution ties together are nearest to each other; the first of equals. */
function order(lane: readonly ObstacleCategory[], map: SampleMap): ObstacleCategory[] {
	const tied = ties(map).map((categories) => lane.filter((category) => categories.has(category)))
	const length = (candidate: readonly ObstacleCategory[]) =>
		tied.reduce((sum, categories) => {
			const places = categories.map((category) => candidate.indexOf(category))
			return sum + (places.length > 1 ? Math.max(...places) - Math.min(...places) : 0)
		}, 0)
	const start = OBSTACLE_CATEGORIES.filter((category) => lane.includes(category))
	return permutations(start).reduce((best, candidate) => (length(candidate) < length(best) ? candidate : best), start)
}

/** All orders of a short list; of a long one, where there are too many to try, the list itself. */
function permutations<T>(items: readonly T[]): T[][] {
	if (items.length < 2 || items.length > MAX_PERMUTED) return [[...items]]
	return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]))
}
