import { CARD_HEIGHT, CARD_WIDTH, OBSTACLE_CATEGORIES, type ObstacleCategory, type Rect } from '@charrette/shared'
import type { SampleCard, SampleLink } from './readSample.ts'

export interface PlacedCard extends Rect {
	card: SampleCard
	cluster: ObstacleCategory | null
}
interface PlacedCluster extends Rect {
	category: ObstacleCategory
}
export interface SampleLayout {
	cards: PlacedCard[]
	clusters: PlacedCluster[]
	links: SampleLink[]
}
export interface SampleMap {
	cards: readonly SampleCard[]
	links: readonly SampleLink[]
}

const GUTTER = 60
const PITCH = CARD_HEIGHT + GUTTER
const PADDING = 40
/** Leaves room for the title above the next cluster. */
const CLUSTER_GAP = 90
const CLUSTER_WIDTH = CARD_WIDTH + 2 * PADDING
/** Room for arrows between obstacles and the solutions beside them. */
const LINK_GUTTER = 280
const LANE_WIDTH = CLUSTER_WIDTH + LINK_GUTTER + CARD_WIDTH
const LANE_GAP = 160
const TARGET_ASPECT = 1.6

/**
 * Lays out an obstacle–solution map: cases on the left, then lanes, each with obstacles clustered
 * by category and, to the right, the solutions that address them. Categories that share a solution
 * are in one lane, so that every link runs through the gutter of its lane and no card covers it.
 * Chooses the number of lanes that a screen shows largest. Ignores links to missing cards.
 */
export function layOutSample({ cards, links }: SampleMap): SampleLayout {
	const ids = new Set(cards.map((card) => card.id))
	const present = links.filter((link) => ids.has(link.from) && ids.has(link.to))
	const packings = packClusters({ cards, links: present })
	const layouts = packings.map((lanes) => arrange({ cards, links: present }, lanes))
	const [best] = layouts.sort((a, b) => screenHeight(a) - screenHeight(b))
	return best ?? arrange({ cards, links: present }, [])
}

function arrange({ cards, links }: SampleMap, lanes: readonly ObstacleCategory[][]): SampleLayout {
	const isInLane = (card: SampleCard) => card.kind === 'obstacle' || card.kind === 'solution'
	const placed: SampleLayout = { cards: [], clusters: [], links: [...links] }
	const obstacles = cards.filter((card) => card.kind === 'obstacle')
	const laneLayouts = lanes.map((lane) => stackClusters(obstacles, lane))
	const height = Math.max(PITCH, ...laneLayouts.map((lane) => bottomOf(lane.cards)))
	const cases = cards.filter((card) => !isInLane(card))
	placed.cards.push(...grid(cases, height))
	const left = placed.cards.length > 0 ? rightOf(placed.cards) + LANE_GAP : 0
	for (const [index, lane] of laneLayouts.entries()) {
		const x = left + index * (LANE_WIDTH + LANE_GAP)
		const solutions = cards.filter((card) => card.kind === 'solution' && laneOf(card, links, laneLayouts) === index)
		placed.cards.push(...[...lane.cards, ...placeBeside(solutions, links, lane.cards)].map((box) => shift(box, x)))
		placed.clusters.push(...lane.clusters.map((box) => shift(box, x)))
	}
	return placed
}

function stackClusters(obstacles: readonly SampleCard[], lane: readonly ObstacleCategory[]) {
	const cards: PlacedCard[] = []
	const clusters: PlacedCluster[] = []
	let y = 0
	for (const category of lane) {
		const members = obstacles.filter((card) => (card.category ?? 'other') === category)
		const h = members.length * PITCH - GUTTER + 2 * PADDING
		clusters.push({ category, x: 0, y, w: CLUSTER_WIDTH, h })
		cards.push(...members.map((card, row) => place(card, PADDING, y + PADDING + row * PITCH, category)))
		y += h + CLUSTER_GAP
	}
	return { cards, clusters }
}

/**
 * Places each solution as close as possible to the middle of the obstacles that it addresses,
 * without overlaps.
 */
function placeBeside(solutions: readonly SampleCard[], links: readonly SampleLink[], obstacles: readonly PlacedCard[]) {
	const rows = solutions.map((card) => {
		const targets = obstacles.filter(({ card: { id } }) =>
			links.some((link) => link.from === card.id && link.to === id),
		)
		const y = targets.reduce((sum, target) => sum + target.y, 0) / Math.max(targets.length, 1)
		return { card, y: targets.length > 0 ? Math.round(y) : Number.MAX_SAFE_INTEGER }
	})
	let free = 0
	return rows
		.sort((a, b) => a.y - b.y)
		.map((row) => {
			const y = row.y === Number.MAX_SAFE_INTEGER ? free : Math.max(free, row.y)
			free = y + PITCH
			return place(row.card, CLUSTER_WIDTH + LINK_GUTTER, y, null)
		})
}

/**
 * Returns the index of the lane with the obstacles of a solution; the last one if it addresses
 * none.
 */
function laneOf(solution: SampleCard, links: readonly SampleLink[], lanes: readonly { cards: PlacedCard[] }[]): number {
	const targets = new Set(links.filter((link) => link.from === solution.id).map((link) => link.to))
	const found = lanes.findIndex((lane) => lane.cards.some(({ card }) => targets.has(card.id)))
	return found === -1 ? lanes.length - 1 : found
}

/** Arranges cards in columns of equal length, no higher than `height`. */
function grid(cards: readonly SampleCard[], height: number): PlacedCard[] {
	const mostRows = Math.max(1, Math.floor((height + GUTTER) / PITCH))
	const columns = Math.ceil(cards.length / mostRows)
	const rows = Math.ceil(cards.length / columns)
	return cards.map((card, index) =>
		place(card, Math.floor(index / rows) * (CARD_WIDTH + GUTTER), (index % rows) * PITCH, null),
	)
}

function place(card: SampleCard, x: number, y: number, cluster: ObstacleCategory | null): PlacedCard {
	return { card, x, y, w: CARD_WIDTH, h: CARD_HEIGHT, cluster }
}

function shift<T extends Rect>(box: T, x: number): T {
	return { ...box, x: box.x + x }
}

const rightOf = (boxes: readonly Rect[]) => Math.max(0, ...boxes.map((box) => box.x + box.w))
const bottomOf = (boxes: readonly Rect[]) => Math.max(0, ...boxes.map((box) => box.y + box.h))

/** Returns the height of the smallest screen of the target aspect that shows all of it. */
function screenHeight({ cards, clusters }: SampleLayout): number {
	const boxes = [...cards, ...clusters]
	return Math.max(rightOf(boxes) / TARGET_ASPECT, bottomOf(boxes))
}

const MAX_PERMUTED = 6

/** Categories that must be in one lane, and how many obstacles they have. */
interface Bundle {
	categories: ObstacleCategory[]
	obstacles: number
}

/**
 * Distributes the categories of a map over one lane, over two, and so on. The obstacles of a
 * solution are always in one lane. Lanes are about equally full, and the clusters of a lane are in
 * the order with the shortest links.
 */
function packClusters(map: SampleMap): ObstacleCategory[][][] {
	const bundles = bundleCategories(map).sort((a, b) => b.obstacles - a.obstacles)
	return bundles.map((_, index) => distribute(bundles, index + 1).map((lane) => orderLane(lane, map)))
}

/** Bundles the categories that share a solution. */
function bundleCategories({ cards, links }: SampleMap): Bundle[] {
	const categoryOf = categoriesById({ cards, links })
	let bundles = [...new Set(categoryOf.values())].map((category) => [category])
	for (const tied of tiedCategories({ cards, links })) {
		const isTied = (categories: ObstacleCategory[]) => categories.some((category) => tied.has(category))
		const joined = bundles.filter(isTied).flat()
		bundles = [...bundles.filter((categories) => !isTied(categories)), joined].filter(({ length }) => length > 0)
	}
	return bundles.map((categories) => {
		const isBundled = (category: ObstacleCategory) => categories.includes(category)
		return { categories, obstacles: [...categoryOf.values()].filter(isBundled).length }
	})
}

/** Returns the categories of the obstacles of each solution. */
function tiedCategories({ cards, links }: SampleMap): Set<ObstacleCategory>[] {
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

/** Puts each bundle, the largest first, into the emptiest lane. */
function distribute(bundles: readonly Bundle[], count: number): ObstacleCategory[][] {
	const lanes = Array.from({ length: count }, (): Bundle => ({ categories: [], obstacles: 0 }))
	for (const { categories, obstacles } of bundles) {
		const emptiest = lanes.reduce((least, lane) => (lane.obstacles < least.obstacles ? lane : least))
		emptiest.categories.push(...categories)
		emptiest.obstacles += obstacles
	}
	return lanes.map((lane) => lane.categories)
}

/** Returns the first order in which categories with a common solution are closest to each other. */
function orderLane(lane: readonly ObstacleCategory[], map: SampleMap): ObstacleCategory[] {
	const tied = tiedCategories(map).map((categories) => lane.filter((category) => categories.has(category)))
	const length = (candidate: readonly ObstacleCategory[]) =>
		tied.reduce((sum, categories) => {
			const places = categories.map((category) => candidate.indexOf(category))
			return sum + (places.length > 1 ? Math.max(...places) - Math.min(...places) : 0)
		}, 0)
	const start = OBSTACLE_CATEGORIES.filter((category) => lane.includes(category))
	return permutations(start).reduce((best, candidate) => (length(candidate) < length(best) ? candidate : best), start)
}

/** Returns all orders of a short list, and only the list itself if there are too many. */
function permutations<T>(items: readonly T[]): T[][] {
	if (items.length < 2 || items.length > MAX_PERMUTED) return [[...items]]
	return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]))
}
