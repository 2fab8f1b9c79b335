import {
	type BoardRecord,
	buildCluster,
	CARD_HEIGHT,
	CARD_WIDTH,
	indicesOnTop,
	PAGE_ID,
	type Placement,
} from '@charrette/shared'

export const GAP = 40
export const PADDING = 40
/** The gap below a row of blocks, which includes the title of a cluster. */
export const CLUSTER_GAP = 90
const WANTED_ASPECT = 1.6

export interface Size {
	w: number
	h: number
}

/** A card or image that needs a position. */
export interface Item extends Size {
	build(at: Placement): BoardRecord
}

/** Items arranged in rows, inside a cluster's frame if `cluster` is set. */
export interface Block extends Size {
	cluster: { id: string; title: string } | null
	items: { item: Item; x: number; y: number }[]
}

/** A block with the position of its corner. */
export interface PlacedBlock {
	block: Block
	x: number
	y: number
}

export const bareId = (id: string) => id.replace(/^shape:/, '')

/** Returns a function that yields ascending indices in the stack of an empty page. */
export function createStack(count: number): () => Placement['index'] {
	const stack = indicesOnTop([], PAGE_ID, count)
	let drawn = 0
	return () => stack[drawn++] as Placement['index']
}

/** Arranges items in rows, inside a cluster's frame or without one. */
export function arrangeInRows(items: readonly Item[], cluster: Block['cluster']): Block {
	const cell = items.reduce((widest, { w }) => Math.max(widest, w), CARD_WIDTH)
	const columns = Math.max(1, Math.ceil(Math.sqrt(items.length)))
	const padding = cluster ? PADDING : 0
	const placed: Block['items'] = []
	let y = padding
	for (let first = 0; first < items.length; first += columns) {
		const row = items.slice(first, first + columns)
		for (const [index, item] of row.entries()) placed.push({ item, x: padding + index * (cell + GAP), y })
		y += Math.max(...row.map(({ h }) => h)) + GAP
	}
	const inner = Math.min(columns, Math.max(1, items.length)) * (cell + GAP) - GAP
	return { cluster, items: placed, w: inner + 2 * padding, h: Math.max(y - GAP, padding + CARD_HEIGHT) + padding }
}

/** Arranges blocks in rows, so that all of them fit on a screen of common proportions. */
export function arrangeBlocks(blocks: readonly Block[]): PlacedBlock[] {
	const area = blocks.reduce((sum, { w, h }) => sum + (w + GAP) * (h + CLUSTER_GAP), 0)
	const width = blocks.reduce((widest, { w }) => Math.max(widest, w), Math.sqrt(area * WANTED_ASPECT))
	let [x, y, height] = [0, 0, 0]
	return blocks.map((block) => {
		if (x > 0 && x + block.w > width) {
			y += height + CLUSTER_GAP
			x = 0
			height = 0
		}
		const placed = { block, x, y }
		x += block.w + GAP * 2
		height = Math.max(height, block.h)
		return placed
	})
}

/** Builds the records of a block: its frame, then its items. */
export function buildBlock(
	{ block: { cluster, items, w, h }, ...at }: PlacedBlock,
	nextIndex: () => Placement['index'],
): BoardRecord[] {
	if (!cluster) return items.map(({ item, x, y }) => item.build({ x: at.x + x, y: at.y + y, index: nextIndex() }))
	const { id, title } = cluster
	const frame = buildCluster(bareId(id), { ...at, index: nextIndex() }, { title, w, h })
	return [frame, ...items.map(({ item, x, y }) => item.build({ x, y, index: nextIndex(), parent: id }))]
}
