import {
	BOARD_ASPECT_RATIO,
	GROUP_GAP,
	groupByKind,
	layoutGroups,
	neighboursByBlock,
	stackPlans,
	TIDY_GAP,
	type TidyBlock,
	type TidyLink,
	type TidyPlan,
	targetsBySource,
} from './layouts.ts'

/** Gap between columns in board units, with space for a link and its label. */
const COLUMN_GAP = 136
const SWEEPS = 8

/**
 * Lays out the obstacle–solution map (see docs/decisions/016): linked blocks in columns by kind,
 * from cases to resources and actions, each block near the mean height of its neighbours. Blocks
 * without a link are below, grouped by kind.
 */
export function layoutMap(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyPlan {
	const ids = new Set(blocks.map((block) => block.id))
	const between = links.filter(({ from, to }) => from !== to && ids.has(from) && ids.has(to))
	const linked = new Set(between.flatMap(({ from, to }) => [from, to]))
	const onMap = blocks.filter((block) => linked.has(block.id))
	const rest = layoutGroups(groupByKind(blocks.filter((block) => !linked.has(block.id))))
	return stackPlans([layoutComponents(onMap, between), rest], GROUP_GAP)
}

/**
 * Stacks the connected components, in several bands side by side if a single one would be too high.
 */
function layoutComponents(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyPlan {
	const columns = assignColumns(blocks, links)
	const lefts: number[] = []
	let width = 0
	for (const column of columns) {
		lefts.push(width)
		width += Math.max(...column.map((block) => block.w)) + COLUMN_GAP
	}
	const plans = connectedComponents(blocks, links).map((component) => {
		const ownColumns = columns.map((column) => column.filter((block) => component.has(block.id)))
		return layoutComponent(ownColumns, lefts, links)
	})
	const height = plans.reduce((sum, plan) => sum + plan.h + TIDY_GAP * 2, 0)
	const bandHeight = Math.max(Math.sqrt((height * width) / BOARD_ASPECT_RATIO), ...plans.map((plan) => plan.h))
	const positions: TidyPlan['positions'] = new Map()
	let [x, y, highest] = [0, 0, 0]
	for (const plan of plans) {
		if (y > 0 && y + plan.h > bandHeight) [x, y] = [x + width, 0]
		for (const [id, position] of plan.positions) positions.set(id, { x: x + position.x, y: y + position.y })
		highest = Math.max(highest, y + plan.h)
		y += plan.h + TIDY_GAP * 2
	}
	return { positions, w: x + width - COLUMN_GAP, h: highest }
}

/** Returns the ids of each connected component, in the order of their first blocks. */
function connectedComponents(blocks: readonly TidyBlock[], links: readonly TidyLink[]): Set<string>[] {
	const neighbours = neighboursByBlock(links)
	const seen = new Set<string>()
	const components: Set<string>[] = []
	for (const { id } of blocks) {
		if (seen.has(id)) continue
		const component = new Set([id])
		for (const member of component) for (const next of neighbours.get(member) ?? []) component.add(next)
		for (const member of component) seen.add(member)
		components.push(component)
	}
	return components
}

/**
 * Lays out one component: sweeps back and forth over its columns and moves each block to the mean
 * of its neighbours.
 */
function layoutComponent(columns: TidyBlock[][], lefts: readonly number[], links: readonly TidyLink[]): TidyPlan {
	const neighbours = neighboursByBlock(links)
	const middles = new Map<string, number>()
	const placeColumn = (column: readonly TidyBlock[]): TidyBlock[] => {
		const items = column.map((block) => {
			const others = (neighbours.get(block.id) ?? []).flatMap((id) => middles.get(id) ?? [])
			const mean = others.reduce((sum, middle) => sum + middle, 0) / others.length
			return { block, middle: others.length > 0 ? mean : (middles.get(block.id) ?? 0), size: block.h }
		})
		// The sort is stable: equal blocks keep their order.
		items.sort((a, b) => a.middle - b.middle)
		const tops = resolveOverlaps(items, TIDY_GAP)
		for (const [index, { block }] of items.entries()) middles.set(block.id, (tops[index] ?? 0) + block.h / 2)
		return items.map(({ block }) => block)
	}
	let order = columns
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		const swept = (sweep % 2 === 0 ? order : order.toReversed()).map(placeColumn)
		order = sweep % 2 === 0 ? swept : swept.toReversed()
	}
	return planFromColumns(order, lefts, middles)
}

function planFromColumns(
	columns: readonly (readonly TidyBlock[])[],
	lefts: readonly number[],
	middles: ReadonlyMap<string, number>,
): TidyPlan {
	const topOf = (block: TidyBlock) => (middles.get(block.id) ?? 0) - block.h / 2
	const all = columns.flat()
	const top = Math.min(...all.map(topOf))
	const positions: TidyPlan['positions'] = new Map()
	for (const [index, column] of columns.entries())
		for (const block of column) positions.set(block.id, { x: lefts[index] ?? 0, y: Math.round(topOf(block) - top) })
	return { positions, w: 0, h: Math.ceil(Math.max(...all.map((block) => topOf(block) + block.h)) - top) }
}

/**
 * Returns the columns of the map from left to right: cases, their obstacles, the causes of those,
 * solutions, then resources and actions. A note or question is in the column of its first
 * neighbour. Blocks keep their order; there is no empty column.
 */
function assignColumns(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyBlock[][] {
	const byId = new Map(blocks.map((block) => [block.id, block]))
	const isObstacle = (id: string) => byId.get(id)?.kind === 'obstacle'
	const effects = targetsBySource(links.filter((link) => link.isCause && isObstacle(link.from) && isObstacle(link.to)))
	const depths = causeDepths(
		blocks.filter((block) => block.kind === 'obstacle').map(({ id }) => id),
		effects,
	)
	const maxDepth = Math.max(0, ...depths.values())
	const firstObstacles = 1
	const solutions = firstObstacles + maxDepth + 1

	const fixedColumn = (block: TidyBlock): number | null => {
		if (block.kind === 'case') return 0
		if (block.kind === 'obstacle') return firstObstacles + (depths.get(block.id) ?? 0)
		if (block.kind === 'solution') return solutions
		return block.kind === 'question' || block.kind === 'note' ? null : solutions + 1
	}
	const neighbours = neighboursByBlock(links)
	const columnOf = (block: TidyBlock): number => {
		const inherited = (neighbours.get(block.id) ?? []).flatMap((id) => {
			const other = byId.get(id)
			return (other && fixedColumn(other)) ?? []
		})
		return fixedColumn(block) ?? inherited[0] ?? solutions + 1
	}
	const columns: TidyBlock[][] = Array.from({ length: solutions + 2 }, () => [])
	for (const block of blocks) columns[columnOf(block)]?.push(block)
	return columns.filter((column) => column.length > 0)
}

/**
 * Returns the length of the longest chain of effects from each obstacle. A cycle is cut at its
 * closing link.
 */
function causeDepths(ids: readonly string[], effects: ReadonlyMap<string, readonly string[]>): Map<string, number> {
	const depths = new Map<string, number>()
	const open = new Set<string>()
	const depthOf = (id: string): number => {
		const known = depths.get(id)
		if (known !== undefined) return known
		open.add(id)
		const next = (effects.get(id) ?? []).filter((effect) => !open.has(effect))
		const depth = Math.max(-1, ...next.map(depthOf)) + 1
		open.delete(id)
		depths.set(id, depth)
		return depth
	}
	for (const id of ids) depthOf(id)
	return depths
}

interface LineItem {
	/** The preferred position of its centre. */
	middle: number
	size: number
}

/**
 * Returns the starts of items on a line, in the given order and at least `gap` apart, with the
 * least squared distance of their centres from `middle`. Items that would overlap are merged into a
 * run at their mean position.
 */
export function resolveOverlaps(items: readonly LineItem[], gap: number): number[] {
	const runs: Run[] = []
	for (const { middle, size } of items) {
		let run: Run = { start: middle - size / 2, offsets: [0], size }
		let before = runs.at(-1)
		while (before && before.start + before.size + gap > run.start) {
			runs.pop()
			run = mergeRuns(before, run, gap)
			before = runs.at(-1)
		}
		runs.push(run)
	}
	return runs.flatMap((run) => run.offsets.map((offset) => run.start + offset))
}

interface Run {
	start: number
	/** The start of each item, relative to that of the run. */
	offsets: number[]
	size: number
}

function mergeRuns(before: Run, after: Run, gap: number): Run {
	const shift = before.size + gap
	const [a, b] = [before.offsets.length, after.offsets.length]
	return {
		// All items have the same weight.
		start: (before.start * a + (after.start - shift) * b) / (a + b),
		offsets: [...before.offsets, ...after.offsets.map((offset) => offset + shift)],
		size: shift + after.size,
	}
}
