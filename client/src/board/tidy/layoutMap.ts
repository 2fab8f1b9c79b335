import {
	BOARD_ASPECT_RATIO,
	GROUP_GAP,
	groupByKind,
	layoutGroups,
	stackPlans,
	TIDY_GAP,
	type TidyBlock,
	type TidyLink,
	type TidyPlan,
} from './layouts.ts'

/** Between columns a link and its word need room. */
const COLUMN_GAP = 136
const SWEEPS = 8

/**
 * The obstacle–solution map: what is linked stands in columns, from cases to what carries the solutions out, each block
 * level with what it is linked to; what is linked to nothing lies below, by kind.
 */
export function layoutMap(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyPlan {
	const ids = new Set(blocks.map((block) => block.id))
	const between = links.filter(({ from, to }) => from !== to && ids.has(from) && ids.has(to))
	const linked = new Set(between.flatMap(({ from, to }) => [from, to]))
	const onMap = blocks.filter((block) => linked.has(block.id))
	const rest = layoutGroups(groupByKind(blocks.filter((block) => !linked.has(block.id))))
	return stackPlans([layoutComponents(onMap, between), rest], GROUP_GAP)
}

/** Pieces of the map that nothing joins are set one below another, and in several bands where that would be too high. */
function layoutComponents(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyPlan {
	const layers = assignColumns(blocks, links)
	const lefts: number[] = []
	let width = 0
	for (const layer of layers) {
		lefts.push(width)
		width += Math.max(...layer.map((block) => block.w)) + COLUMN_GAP
	}
	const pieces = connectedComponents(blocks, links).map((piece) => {
		const columns = layers.map((layer) => layer.filter((block) => piece.has(block.id)))
		return layoutComponent(columns, lefts, links)
	})
	const height = pieces.reduce((sum, piece) => sum + piece.h + TIDY_GAP * 2, 0)
	const bandHeight = Math.max(Math.sqrt((height * width) / BOARD_ASPECT_RATIO), ...pieces.map((piece) => piece.h))
	const spots: TidyPlan['positions'] = new Map()
	let [x, y, highest] = [0, 0, 0]
	for (const piece of pieces) {
		if (y > 0 && y + piece.h > bandHeight) [x, y] = [x + width, 0]
		for (const [id, spot] of piece.positions) spots.set(id, { x: x + spot.x, y: y + spot.y })
		highest = Math.max(highest, y + piece.h)
		y += piece.h + TIDY_GAP * 2
	}
	return { positions: spots, w: x + width - COLUMN_GAP, h: highest }
}

/** The sets of blocks that links hold together, in the order of their first blocks. */
function connectedComponents(blocks: readonly TidyBlock[], links: readonly TidyLink[]): Set<string>[] {
	const beside = targetsBySource([...links, ...links.map(({ from, to }) => ({ from: to, to: from }))])
	const seen = new Set<string>()
	const pieces: Set<string>[] = []
	for (const { id } of blocks) {
		if (seen.has(id)) continue
		const piece = new Set([id])
		for (const member of piece) for (const next of beside.get(member) ?? []) piece.add(next)
		for (const member of piece) seen.add(member)
		pieces.push(piece)
	}
	return pieces
}

/** Sets one piece: sweeps over its columns to and fro, each block drawn to the mean of what it is linked to. */
function layoutComponent(columns: TidyBlock[][], lefts: readonly number[], links: readonly TidyLink[]): TidyPlan {
	const beside = targetsBySource([...links, ...links.map(({ from, to }) => ({ from: to, to: from }))])
	const middles = new Map<string, number>()
	const settle = (column: readonly TidyBlock[]): TidyBlock[] => {
		const wishes = column.map((block) => {
			const others = (beside.get(block.id) ?? []).flatMap((id) => middles.get(id) ?? [])
			const mean = others.reduce((sum, middle) => sum + middle, 0) / others.length
			return { block, middle: others.length > 0 ? mean : (middles.get(block.id) ?? 0), size: block.h }
		})
		// The sort is stable: equals stay in the order they are in.
		wishes.sort((a, b) => a.middle - b.middle)
		const tops = resolveOverlaps(wishes, TIDY_GAP)
		for (const [index, { block }] of wishes.entries()) middles.set(block.id, (tops[index] ?? 0) + block.h / 2)
		return wishes.map(({ block }) => block)
	}
	let order = columns
	for (let pass = 0; pass < SWEEPS; pass++) {
		const swept = (pass % 2 === 0 ? order : order.toReversed()).map(settle)
		order = pass % 2 === 0 ? swept : swept.toReversed()
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
	const spots: TidyPlan['positions'] = new Map()
	for (const [index, column] of columns.entries())
		for (const block of column) spots.set(block.id, { x: lefts[index] ?? 0, y: Math.round(topOf(block) - top) })
	return { positions: spots, w: 0, h: Math.ceil(Math.max(...all.map((block) => topOf(block) + block.h)) - top) }
}

/**
 * The columns of an obstacle–solution map, from left to right: cases, the obstacles they face, what causes those, the
 * solutions, and what carries these out. A note or question stands in the column of the first block it is linked to.
 * Blocks come in the order given. Empty columns are left out.
 */
function assignColumns(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyBlock[][] {
	const byId = new Map(blocks.map((block) => [block.id, block]))
	const isObstacle = (id: string) => byId.get(id)?.kind === 'obstacle'
	const effects = targetsBySource(links.filter((link) => link.isCause && isObstacle(link.from) && isObstacle(link.to)))
	const depths = causeDepths(
		blocks.filter((block) => block.kind === 'obstacle').map(({ id }) => id),
		effects,
	)
	const deepest = Math.max(0, ...depths.values())
	const firstObstacles = 1
	const solutions = firstObstacles + deepest + 1

	const own = (block: TidyBlock): number | null => {
		if (block.kind === 'case') return 0
		if (block.kind === 'obstacle') return firstObstacles + (depths.get(block.id) ?? 0)
		if (block.kind === 'solution') return solutions
		return block.kind === 'question' || block.kind === 'note' ? null : solutions + 1
	}
	const neighbours = targetsBySource([...links, ...links.map(({ from, to }) => ({ from: to, to: from }))])
	const columnOf = (block: TidyBlock): number => {
		const beside = (neighbours.get(block.id) ?? []).flatMap((id) => {
			const other = byId.get(id)
			return (other && own(other)) ?? []
		})
		return own(block) ?? beside[0] ?? solutions + 1
	}
	const columns: TidyBlock[][] = Array.from({ length: solutions + 2 }, () => [])
	for (const block of blocks) columns[columnOf(block)]?.push(block)
	return columns.filter((column) => column.length > 0)
}

/** How many obstacles lie between each one and the last of what it causes; a ring of causes is cut where it closes. */
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

/** The `to` of all links by their `from`. */
export function targetsBySource(links: readonly { from: string; to: string }[]): Map<string, string[]> {
	const ends = new Map<string, string[]>()
	for (const { from, to } of links) {
		const known = ends.get(from)
		if (known) known.push(to)
		else ends.set(from, [to])
	}
	return ends
}

/** A box on a line: where its middle would like to be, and how much room it takes. */
interface SpreadItem {
	middle: number
	size: number
}

/**
 * Where boxes on a line begin, in the order given and `gap` apart, so that their middles are as near to their wishes as
 * can be (least squares; boxes that press on each other become one, which stands at their mean).
 */
export function resolveOverlaps(wishes: readonly SpreadItem[], gap: number): number[] {
	const runs: { start: number; offsets: number[]; size: number }[] = []
	for (const { middle, size } of wishes) {
		let run = { start: middle - size / 2, offsets: [0], size }
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

type Run = { start: number; offsets: number[]; size: number }

function mergeRuns(before: Run, after: Run, gap: number): Run {
	const shift = before.size + gap
	const [a, b] = [before.offsets.length, after.offsets.length]
	return {
		// Each box weighs the same.
		start: (before.start * a + (after.start - shift) * b) / (a + b),
		offsets: [...before.offsets, ...after.offsets.map((offset) => offset + shift)],
		size: shift + after.size,
	}
}
