import { CARD_KINDS, type CardKind, OBSTACLE_CATEGORIES, type ObstacleCategory, type Rect } from '@charrette/shared'

/**
 * A unit of a layout: a card, or a cluster with its content. A cluster has the most frequent kind,
 * city and category of its cards.
 */
export interface TidyBlock extends Rect {
	id: string
	kind: CardKind
	city: string
	category: ObstacleCategory | null
	isCluster: boolean
}

/** A link between two blocks; `isCause` if the first causes the second. */
export interface TidyLink {
	from: string
	to: string
	isCause: boolean
}

/** A layout, in board units from (0, 0). */
export interface TidyPlan {
	/** The upper left corner of each block, by id. */
	positions: Map<string, { x: number; y: number }>
	w: number
	h: number
}

/** Gap between blocks, in board units. */
export const TIDY_GAP = 24
/** Gap between groups of blocks, in board units. */
export const GROUP_GAP = 72
/** Ratio of width to height of a layout, about that of a screen. */
export const BOARD_ASPECT_RATIO = 1.6

/**
 * Lays out all blocks in rows, in the given order. Clusters come first, since a row is as high as
 * its highest block.
 */
export function layoutGrid(blocks: readonly TidyBlock[]): TidyPlan {
	const options = { width: rowWidth(blocks), gap: TIDY_GAP }
	const clusters = blocks.filter((block) => block.isCluster)
	const cards = blocks.filter((block) => !block.isCluster)
	return stackPlans([layoutRows(clusters, options), layoutRows(cards, options)], TIDY_GAP)
}

/**
 * Lays out each group as a grid. The grids are side by side in the given order and of about the
 * same height.
 */
export function layoutGroups(groups: readonly (readonly TidyBlock[])[]): TidyPlan {
	const filled = groups.filter((group) => group.length > 0)
	const height = rowWidth(filled.flat()) / BOARD_ASPECT_RATIO
	const plans = filled.map((group, index) => ({ id: String(index), ...layoutGroup(group, height) }))
	const outer = layoutRows(plans, { width: rowWidth(plans, GROUP_GAP), gap: GROUP_GAP })
	const positions: TidyPlan['positions'] = new Map()
	for (const plan of plans) {
		const corner = outer.positions.get(plan.id) ?? { x: 0, y: 0 }
		for (const [id, position] of plan.positions)
			positions.set(id, { x: corner.x + position.x, y: corner.y + position.y })
	}
	return { positions, w: outer.w, h: outer.h }
}

/** Lays out a group in the smallest number of columns that keeps it within `height`. */
function layoutGroup(group: readonly TidyBlock[], height: number): TidyPlan {
	const column = Math.max(...group.map((block) => block.w))
	for (let columns = 1; ; columns++) {
		const width = columns * column + (columns - 1) * TIDY_GAP
		const plan = layoutRows(group, { width, gap: TIDY_GAP })
		if (plan.h <= height || columns >= group.length) return plan
	}
}

/** Groups blocks by kind, in the order of the toolbar. */
export function groupByKind(blocks: readonly TidyBlock[]): TidyBlock[][] {
	return CARD_KINDS.map((kind) => blocks.filter((block) => block.kind === kind))
}

/** Groups blocks by city, sorted by `compare`; blocks without a city come last. */
export function groupByCity(blocks: readonly TidyBlock[], compare: (a: string, b: string) => number): TidyBlock[][] {
	const cities = [...new Set(blocks.map((block) => block.city))].filter((city) => city !== '').sort(compare)
	return [...cities, ''].map((city) => blocks.filter((block) => block.city === city))
}

/**
 * Groups blocks by category, each group sorted by kind: its obstacles, and the solutions, cases …
 * that are linked to one of them. Blocks without a category come last, in groups by kind.
 */
export function groupByCategory(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyBlock[][] {
	const neighbours = neighboursByBlock(links)
	const ownCategory = new Map(blocks.map((block) => [block.id, block.category]))
	const categoryOf = new Map(
		blocks.map(({ id, category }) => [
			id,
			category ?? neighbours.get(id)?.flatMap((other) => ownCategory.get(other) ?? [])[0] ?? null,
		]),
	)
	const groups = OBSTACLE_CATEGORIES.map((category) => blocks.filter((block) => categoryOf.get(block.id) === category))
	const rest = blocks.filter((block) => categoryOf.get(block.id) === null)
	return [...groups.map((group) => groupByKind(group).flat()), ...groupByKind(rest)]
}

interface RowItem {
	id: string
	w: number
	h: number
}

/**
 * Places boxes in rows from left to right. A row ends at `width` and is as high as its highest box.
 */
function layoutRows(boxes: readonly RowItem[], { width, gap }: { width: number; gap: number }): TidyPlan {
	const positions: TidyPlan['positions'] = new Map()
	let [x, y, rowHeight, widest] = [0, 0, 0, 0]
	for (const box of boxes) {
		if (x > 0 && x + box.w > width) {
			x = 0
			y += rowHeight + gap
			rowHeight = 0
		}
		positions.set(box.id, { x, y })
		widest = Math.max(widest, x + box.w)
		rowHeight = Math.max(rowHeight, box.h)
		x += box.w + gap
	}
	return { positions, w: widest, h: boxes.length === 0 ? 0 : y + rowHeight }
}

/** Returns the row width at which boxes in rows have about the aspect ratio of a screen. */
function rowWidth(boxes: readonly RowItem[], gap = TIDY_GAP): number {
	const area = boxes.reduce((sum, box) => sum + (box.w + gap) * (box.h + gap), 0)
	return Math.max(Math.sqrt(area * BOARD_ASPECT_RATIO), ...boxes.map((box) => box.w))
}

/** Stacks plans vertically into one. Empty plans are left out. */
export function stackPlans(plans: readonly TidyPlan[], gap: number): TidyPlan {
	const positions: TidyPlan['positions'] = new Map()
	let [y, w] = [0, 0]
	for (const plan of plans.filter((candidate) => candidate.positions.size > 0)) {
		for (const [id, position] of plan.positions) positions.set(id, { x: position.x, y: y + position.y })
		w = Math.max(w, plan.w)
		y += plan.h + gap
	}
	return { positions, w, h: Math.max(0, y - gap) }
}

/** Returns the blocks that are linked to each block, in either direction. */
export function neighboursByBlock(links: readonly { from: string; to: string }[]): Map<string, string[]> {
	return targetsBySource([...links, ...links.map(({ from, to }) => ({ from: to, to: from }))])
}

/** Returns the `to` of all links, grouped by their `from`. */
export function targetsBySource(links: readonly { from: string; to: string }[]): Map<string, string[]> {
	const targets = new Map<string, string[]>()
	for (const { from, to } of links) {
		const known = targets.get(from)
		if (known) known.push(to)
		else targets.set(from, [to])
	}
	return targets
}
