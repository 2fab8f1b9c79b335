import { CARD_KINDS, type CardKind, OBSTACLE_CATEGORIES, type ObstacleCategory } from '@charrette/shared'
import type { Rect } from '../viewport/freeSpace.ts'
import { targetsBySource } from './layoutMap.ts'

/** What is tidied as one piece: a card, or a cluster with all that is in it. A cluster counts as what most of its cards are. */
export interface TidyBlock extends Rect {
	id: string
	kind: CardKind
	city: string
	category: ObstacleCategory | null
	isCluster: boolean
}

/** That two blocks belong together; `isCause` if the first is what causes the second. */
export interface TidyLink {
	from: string
	to: string
	isCause: boolean
}

/** Where each block's upper left corner goes, and how much room all of them take, in board units from 0, 0 on. */
export interface TidyPlan {
	positions: Map<string, { x: number; y: number }>
	w: number
	h: number
}

/** Space between blocks, and between groups of them. */
export const TIDY_GAP = 24
export const GROUP_GAP = 72
/** Boards are wider than they are high, as screens are. */
export const BOARD_ASPECT_RATIO = 1.6

/** All blocks in rows, in the order given; clusters first, since a row is as high as its highest block. */
export function layoutGrid(blocks: readonly TidyBlock[]): TidyPlan {
	const options = { width: rowWidth(blocks), gap: TIDY_GAP }
	const clusters = blocks.filter((block) => block.isCluster)
	const cards = blocks.filter((block) => !block.isCluster)
	return stackPlans([layoutRows(clusters, options), layoutRows(cards, options)], TIDY_GAP)
}

/** Each group a grid of its own, about as high as the others, side by side in the order given. */
export function layoutGroups(groups: readonly (readonly TidyBlock[])[]): TidyPlan {
	const filled = groups.filter((group) => group.length > 0)
	const height = rowWidth(filled.flat()) / BOARD_ASPECT_RATIO
	const plans = filled.map((group, index) => ({ id: String(index), ...layoutGroup(group, height) }))
	const outer = layoutRows(plans, { width: rowWidth(plans, GROUP_GAP), gap: GROUP_GAP })
	const spots: TidyPlan['positions'] = new Map()
	for (const plan of plans) {
		const corner = outer.positions.get(plan.id) ?? { x: 0, y: 0 }
		for (const [id, spot] of plan.positions) spots.set(id, { x: corner.x + spot.x, y: corner.y + spot.y })
	}
	return { positions: spots, w: outer.w, h: outer.h }
}

/** The group in as few columns as keep it within a height. */
function layoutGroup(group: readonly TidyBlock[], height: number): TidyPlan {
	const column = Math.max(...group.map((block) => block.w))
	for (let columns = 1; ; columns++) {
		const width = columns * column + (columns - 1) * TIDY_GAP
		const plan = layoutRows(group, { width, gap: TIDY_GAP })
		if (plan.h <= height || columns >= group.length) return plan
	}
}

/** One group a kind, in the order of the toolbar. */
export function groupByKind(blocks: readonly TidyBlock[]): TidyBlock[][] {
	return CARD_KINDS.map((kind) => blocks.filter((block) => block.kind === kind))
}

/** One group a city, in the order of `compare`; the cards of no city come last. */
export function groupByCity(blocks: readonly TidyBlock[], compare: (a: string, b: string) => number): TidyBlock[][] {
	const cities = [...new Set(blocks.map((block) => block.city))].filter((city) => city !== '').sort(compare)
	return [...cities, ''].map((city) => blocks.filter((block) => block.city === city))
}

/**
 * One group a category, each by kind: its obstacles, and with them the solutions, cases … that are linked to one of
 * them. What is about nothing comes last, by kind.
 */
export function groupByCategory(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyBlock[][] {
	const beside = targetsBySource([...links, ...links.map(({ from, to }) => ({ from: to, to: from }))])
	const own = new Map(blocks.map((block) => [block.id, block.category]))
	const about = new Map(
		blocks.map(({ id, category }) => [
			id,
			category ?? beside.get(id)?.flatMap((other) => own.get(other) ?? [])[0] ?? null,
		]),
	)
	const groups = OBSTACLE_CATEGORIES.map((category) => blocks.filter((block) => about.get(block.id) === category))
	const rest = blocks.filter((block) => about.get(block.id) === null)
	return [...groups.map((group) => groupByKind(group).flat()), ...groupByKind(rest)]
}

interface RowItem {
	id: string
	w: number
	h: number
}

/** Sets boxes in rows like words: from left to right, and a new row where `width` is full. A row is as high as its highest box. */
function layoutRows(boxes: readonly RowItem[], { width, gap }: { width: number; gap: number }): TidyPlan {
	const spots: TidyPlan['positions'] = new Map()
	let [x, y, rowHeight, widest] = [0, 0, 0, 0]
	for (const box of boxes) {
		if (x > 0 && x + box.w > width) {
			x = 0
			y += rowHeight + gap
			rowHeight = 0
		}
		spots.set(box.id, { x, y })
		widest = Math.max(widest, x + box.w)
		rowHeight = Math.max(rowHeight, box.h)
		x += box.w + gap
	}
	return { positions: spots, w: widest, h: boxes.length === 0 ? 0 : y + rowHeight }
}

/** The width at which boxes set in rows come out about as wide as a screen is for its height. */
function rowWidth(boxes: readonly RowItem[], gap = TIDY_GAP): number {
	const area = boxes.reduce((sum, box) => sum + (box.w + gap) * (box.h + gap), 0)
	return Math.max(Math.sqrt(area * BOARD_ASPECT_RATIO), ...boxes.map((box) => box.w))
}

/** Puts plans one below another. */
export function stackPlans(plans: readonly TidyPlan[], gap: number): TidyPlan {
	const spots: TidyPlan['positions'] = new Map()
	let [y, w] = [0, 0]
	for (const plan of plans.filter((candidate) => candidate.positions.size > 0)) {
		for (const [id, spot] of plan.positions) spots.set(id, { x: spot.x, y: y + spot.y })
		w = Math.max(w, plan.w)
		y += plan.h + gap
	}
	return { positions: spots, w, h: Math.max(0, y - gap) }
}
