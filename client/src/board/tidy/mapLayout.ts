import { groupByKind } from './groupBlocks.ts'
import { groupLayout } from './groupLayout.ts'
import { groupEnds, mapLayers } from './mapLayers.ts'
import { stackPlans } from './placeInRows.ts'
import { spread } from './spread.ts'
import { BOARD_RATIO, GROUP_GAP, TIDY_GAP, type TidyBlock, type TidyLink, type TidyPlan } from './TidyBlock.ts'

/** Between columns a link and its word need room. */
const COLUMN_GAP = 136
const PASSES = 8

/**
 * The obstacle–solution map: what is linked stands in columns, from cases to what carries the solutions out, each block
 * level with what it is linked to; what is linked to nothing lies below, by kind.
 */
export function mapLayout(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyPlan {
	const ids = new Set(blocks.map((block) => block.id))
	const between = links.filter(({ from, to }) => from !== to && ids.has(from) && ids.has(to))
	const linked = new Set(between.flatMap(({ from, to }) => [from, to]))
	const onMap = blocks.filter((block) => linked.has(block.id))
	const rest = groupLayout(groupByKind(blocks.filter((block) => !linked.has(block.id))))
	return stackPlans([placeBands(onMap, between), rest], GROUP_GAP)
}

/** Pieces of the map that nothing joins are set one below another, and in several bands where that would be too high. */
function placeBands(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyPlan {
	const layers = mapLayers(blocks, links)
	const lefts: number[] = []
	let width = 0
	for (const layer of layers) {
		lefts.push(width)
		width += Math.max(...layer.map((block) => block.w)) + COLUMN_GAP
	}
	const pieces = piecesOf(blocks, links).map((piece) => {
		const columns = layers.map((layer) => layer.filter((block) => piece.has(block.id)))
		return placePiece(columns, lefts, links)
	})
	const height = pieces.reduce((sum, piece) => sum + piece.h + TIDY_GAP * 2, 0)
	const bandHeight = Math.max(Math.sqrt((height * width) / BOARD_RATIO), ...pieces.map((piece) => piece.h))
	const spots: TidyPlan['spots'] = new Map()
	let [x, y, highest] = [0, 0, 0]
	for (const piece of pieces) {
		if (y > 0 && y + piece.h > bandHeight) [x, y] = [x + width, 0]
		for (const [id, spot] of piece.spots) spots.set(id, { x: x + spot.x, y: y + spot.y })
		highest = Math.max(highest, y + piece.h)
		y += piece.h + TIDY_GAP * 2
	}
	return { spots, w: x + width - COLUMN_GAP, h: highest }
}

/** The sets of blocks that links hold together, in the order of their first blocks. */
function piecesOf(blocks: readonly TidyBlock[], links: readonly TidyLink[]): Set<string>[] {
	const beside = groupEnds([...links, ...links.map(({ from, to }) => ({ from: to, to: from }))])
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
function placePiece(columns: TidyBlock[][], lefts: readonly number[], links: readonly TidyLink[]): TidyPlan {
	const beside = groupEnds([...links, ...links.map(({ from, to }) => ({ from: to, to: from }))])
	const middles = new Map<string, number>()
	const settle = (column: readonly TidyBlock[]): TidyBlock[] => {
		const wishes = column.map((block) => {
			const others = (beside.get(block.id) ?? []).flatMap((id) => middles.get(id) ?? [])
			const mean = others.reduce((sum, middle) => sum + middle, 0) / others.length
			return { block, middle: others.length > 0 ? mean : (middles.get(block.id) ?? 0), size: block.h }
		})
		// The sort is stable: equals stay in the order they are in.
		wishes.sort((a, b) => a.middle - b.middle)
		const tops = spread(wishes, TIDY_GAP)
		for (const [index, { block }] of wishes.entries()) middles.set(block.id, (tops[index] ?? 0) + block.h / 2)
		return wishes.map(({ block }) => block)
	}
	let order = columns
	for (let pass = 0; pass < PASSES; pass++) {
		const swept = (pass % 2 === 0 ? order : order.toReversed()).map(settle)
		order = pass % 2 === 0 ? swept : swept.toReversed()
	}
	return planOf(order, lefts, middles)
}

function planOf(
	columns: readonly (readonly TidyBlock[])[],
	lefts: readonly number[],
	middles: ReadonlyMap<string, number>,
): TidyPlan {
	const topOf = (block: TidyBlock) => (middles.get(block.id) ?? 0) - block.h / 2
	const all = columns.flat()
	const top = Math.min(...all.map(topOf))
	const spots: TidyPlan['spots'] = new Map()
	for (const [index, column] of columns.entries())
		for (const block of column) spots.set(block.id, { x: lefts[index] ?? 0, y: Math.round(topOf(block) - top) })
	return { spots, w: 0, h: Math.ceil(Math.max(...all.map((block) => topOf(block) + block.h)) - top) }
}
