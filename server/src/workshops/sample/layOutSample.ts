import { CARD_HEIGHT, CARD_WIDTH, OBSTACLE_CATEGORIES, type ObstacleCategory } from '@charrette/shared'
import type { SampleCard, SampleLink } from './readSample.ts'

/** A rectangle in board units, from the page's corner. */
export interface Rect {
	x: number
	y: number
	w: number
	h: number
}
export interface PlacedCard extends Rect {
	card: SampleCard
	/** The category of the cluster that holds it. */
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
 * Lays an obstacle–solution map out: cases on the left; then lanes, each with obstacles clustered by category and, on
 * their right, the solutions that address them. Categories that share a solution stay in one lane, so every link runs
 * through its lane's gutter and no card covers it. Of the possible numbers of lanes, the one that a screen shows
 * largest wins. Links to cards that are not there are left out.
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

/** The obstacles of these categories, one cluster under the other. */
function stackClusters(obstacles: readonly SampleCard[], lane: readonly ObstacleCategory[]) {
	const cards: PlacedCard[] = []
	const clusters: PlacedCluster[] = []
	let y = 0
	for (const category of lane) {
		const held = obstacles.filter((card) => (card.category ?? 'other') === category)
		const h = held.length * PITCH - GUTTER + 2 * PADDING
		clusters.push({ category, x: 0, y, w: CLUSTER_WIDTH, h })
		cards.push(...held.map((card, row) => place(card, PADDING, y + PADDING + row * PITCH, category)))
		y += h + CLUSTER_GAP
	}
	return { cards, clusters }
}

/** Each solution as near as can be to the middle of the obstacles that it addresses, none above another. */
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

/** The lane that holds what this solution addresses; the last one if it addresses nothing. */
function laneOf(solution: SampleCard, links: readonly SampleLink[], lanes: readonly { cards: PlacedCard[] }[]): number {
	const targets = new Set(links.filter((link) => link.from === solution.id).map((link) => link.to))
	const found = lanes.findIndex((lane) => lane.cards.some(({ card }) => targets.has(card.id)))
	return found === -1 ? lanes.length - 1 : found
}

/** Columns of one length from the top, no higher than this. */
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

/** How small it gets on a screen: the height of the least screen of the wanted shape that holds it all. */
function screenHeight({ cards, clusters }: SampleLayout): number {
	const boxes = [...cards, ...clusters]
	return Math.max(rightOf(boxes) / TARGET_ASPECT, bottomOf(boxes))
}

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
function packClusters(map: SampleMap): ObstacleCategory[][][] {
	const bundles = bundleCategories(map).sort((a, b) => b.obstacles - a.obstacles)
	return bundles.map((_, index) => distribute(bundles, index + 1).map((lane) => orderLane(lane, map)))
}

/** Joins the categories that a solution ties together. */
function bundleCategories({ cards, links }: SampleMap): Bundle[] {
	const categoryOf = categoriesById({ cards, links })
	let bundles = [...new Set(categoryOf.values())].map((category) => [category])
	for (const tied of tiedCategories({ cards, links })) {
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

/** The largest bundles first, each into the emptiest lane. */
function distribute(bundles: readonly Bundle[], count: number): ObstacleCategory[][] {
	const lanes = Array.from({ length: count }, (): Bundle => ({ categories: [], obstacles: 0 }))
	for (const { categories, obstacles } of bundles) {
		const emptiest = lanes.reduce((least, lane) => (lane.obstacles < least.obstacles ? lane : least))
		emptiest.categories.push(...categories)
		emptiest.obstacles += obstacles
	}
	return lanes.map((lane) => lane.categories)
}

/** The order in which the categories that a solution ties together are nearest to each other; the first of equals. */
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

/** All orders of a short list; of a long one, where there are too many to try, the list itself. */
function permutations<T>(items: readonly T[]): T[][] {
	if (items.length < 2 || items.length > MAX_PERMUTED) return [[...items]]
	return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]))
}
