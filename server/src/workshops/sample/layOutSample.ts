import type { ObstacleCategory } from '@charrette/shared'
import { CARD_HEIGHT, CARD_WIDTH } from '@charrette/shared'
import { packClusters } from './packClusters.ts'
import type { SampleCard, SampleLink } from './readSample.ts'

/** A rectangle in board units, from the page's corner. */
export interface Box {
	x: number
	y: number
	w: number
	h: number
}
export interface PlacedCard extends Box {
	card: SampleCard
	/** The category of the cluster that holds it. */
	cluster: ObstacleCategory | null
}
interface PlacedCluster extends Box {
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
const WANTED_ASPECT = 1.6

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

function shift<T extends Box>(box: T, x: number): T {
	return { ...box, x: box.x + x }
}

const rightOf = (boxes: readonly Box[]) => Math.max(0, ...boxes.map((box) => box.x + box.w))
const bottomOf = (boxes: readonly Box[]) => Math.max(0, ...boxes.map((box) => box.y + box.h))

/** How small it gets on a screen: the height of the least screen of the wanted shape that holds it all. */
function screenHeight({ cards, clusters }: SampleLayout): number {
	const boxes = [...cards, ...clusters]
	return Math.max(rightOf(boxes) / WANTED_ASPECT, bottomOf(boxes))
}
