import {
	blockHeight,
	cardHeight,
	pairWidth,
	rowLength,
	rowWidth,
	SCENE,
	type SceneBlock,
	type SceneLayout,
	splitCard,
} from './measureScenes.ts'
import type { AnsweredObstacle, SceneCard, SceneSection } from './sections.ts'

/** Steps of the search for the lowest height of lanes. */
const BALANCE_STEPS = 10

export interface BlockOptions {
	layout: SceneLayout
	/** Whether an open obstacle has a place for its solutions; otherwise it is a card in a row. */
	hasPlaces: boolean
}

/** Returns the blocks of a cluster, none higher than the area; with a title in a shared scene. */
export function blocksOf(section: SceneSection, options: BlockOptions & { isTitled: boolean }): SceneBlock[] {
	const { layout, hasPlaces, isTitled } = options
	const heading: SceneBlock[] = isTitled ? [{ type: 'heading', title: section.title }] : []
	const taken = heading.reduce((sum, block) => sum + blockHeight(block, layout), 0)
	const height = layout.area.h - taken
	const open = hasPlaces
		? section.open.flatMap((obstacle) => answeredBlocks({ obstacle, solutions: [] }, layout, height))
		: rowBlocks(
				section.open.map((card) => ({ ...card, foot: card.openFoot })),
				layout,
				height,
			)
	return [
		...heading,
		...section.answered.flatMap((pair) => answeredBlocks(pair, layout, height)),
		...rowBlocks(section.others, layout, height),
		...open,
	]
}

function rowBlocks(cards: readonly SceneCard[], layout: SceneLayout, height: number): SceneBlock[] {
	const pieces = cards.flatMap((card) => splitCard(card, { w: rowWidth(layout), h: height }, layout.textSize))
	return chunksOf(pieces, rowLength(layout)).map((row) => ({ type: 'row', cards: row }))
}

/**
 * Returns an obstacle beside its solutions. If these are higher than `height`, the obstacle is
 * repeated beside the rest.
 */
function answeredBlocks({ obstacle, solutions }: AnsweredObstacle, layout: SceneLayout, height: number): SceneBlock[] {
	const { textSize, isStacked } = layout
	const gap = SCENE.gap * textSize
	const most = isStacked && solutions.length > 0 ? (height - gap) / 2 : height
	const obstacles = splitCard(obstacle, { w: pairWidth(layout, 'obstacle'), h: most }, textSize)
	const stacks: SceneCard[][] = []
	let used = 0
	for (const solution of solutions.flatMap((card) =>
		splitCard(card, { w: pairWidth(layout, 'solution'), h: most }, textSize),
	)) {
		const cardSize = cardHeight(solution, pairWidth(layout, 'solution'), textSize)
		if (stacks.length === 0 || used + gap + cardSize > most) stacks.push([solution])
		else stacks.at(-1)?.push(solution)
		used = (stacks.at(-1)?.length === 1 ? 0 : used + gap) + cardSize
	}
	return Array.from({ length: Math.max(obstacles.length, stacks.length) }, (_, at): SceneBlock => {
		const shown = obstacles[Math.min(at, obstacles.length - 1)] ?? obstacle
		const beside = stacks[at]
		if (!beside && solutions.length > 0) return { type: 'row', cards: [shown] }
		return { type: 'answered', obstacle: shown, solutions: beside ?? [] }
	})
}

/** Fills the lanes of scenes, as evenly as the number of scenes allows. */
export function fillScenes(blocks: readonly SceneBlock[], layout: SceneLayout): SceneBlock[][][] {
	const gap = SCENE.gap * layout.textSize
	const units = unitsOf(blocks, layout)
	const lanesIn = (height: number) => fillLanes(units, { height, gap })
	const pages = Math.ceil(lanesIn(layout.area.h).length / layout.lanes)
	let [least, most] = [Math.max(0, ...units.map(({ height }) => height)), layout.area.h]
	for (let step = 0; step < BALANCE_STEPS; step++) {
		const middle = (least + most) / 2
		if (lanesIn(middle).length <= pages * layout.lanes) most = middle
		else least = middle
	}
	return chunksOf(lanesIn(most), layout.lanes)
}

/** Blocks that stay together: a title with the block below it. */
interface Unit {
	blocks: SceneBlock[]
	height: number
}

function unitsOf(blocks: readonly SceneBlock[], layout: SceneLayout): Unit[] {
	const units: Unit[] = []
	for (const [at, block] of blocks.entries()) {
		const height = blockHeight(block, layout)
		const last = units.at(-1)
		if (last && blocks[at - 1]?.type === 'heading') {
			last.blocks.push(block)
			last.height += height
		} else units.push({ blocks: [block], height })
	}
	return units
}

/** Stacks units in lanes that are no higher than this. */
function fillLanes(units: readonly Unit[], { height, gap }: { height: number; gap: number }): SceneBlock[][] {
	const lanes: SceneBlock[][] = []
	let used = 0
	for (const unit of units) {
		const lane = lanes.at(-1)
		if (lane && used + gap + unit.height <= height) {
			lane.push(...unit.blocks)
			used += gap + unit.height
		} else {
			lanes.push([...unit.blocks])
			used = unit.height
		}
	}
	return lanes
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))
}
