import { type BoardImage, CARD_HEIGHT, CARD_WIDTH, groupBy } from '@charrette/shared'
import {
	arrangeInRows,
	type Block,
	CLUSTER_GAP,
	GAP,
	type Item,
	PADDING,
	type PlacedBlock,
	type Size,
} from './arrange.ts'
import type { Box, ContentDraft, DraftCard } from './FileDraft.ts'

/** Minimum share of cards with a position for a file to count as a file with positions. */
const MIN_SHARE = 0.8
const MIN_WIDTH = CARD_WIDTH / 2
const MIN_HEIGHT = CARD_WIDTH / 4
const [MIN_SCALE, MAX_SCALE] = [0.05, 20]
/** Maximum distance from the origin; larger values are errors in the file. */
const MAX_DISTANCE = 1e6
/** Maximum number of cards whose distance to their neighbours is measured. */
const MAX_PROBED = 300

type PositionedCard = DraftCard & { at: Box }

const isPositioned = (card: DraftCard): card is PositionedCard => card.at !== undefined

/** Whether nearly all cards have a position, and not all the same one. */
export function hasPositions(cards: readonly DraftCard[]): boolean {
	const positioned = cards.filter(isPositioned)
	const places = new Set(positioned.map(({ at }) => `${at.x} ${at.y}`))
	return places.size > 1 && positioned.length >= cards.length * MIN_SHARE
}

interface Items {
	cardItem(card: DraftCard, size: Size): Item
	imageItem(image: BoardImage): Item
}

/** An item with its position on our board. */
type PlacedItem = Block['items'][number]

/**
 * Places cards at their positions in the other whiteboard, scaled so that its typical note is as
 * wide as a card. A cluster is the frame around its cards. Items without a position are below.
 */
export function keepPositions(content: ContentDraft, { cardItem, imageItem }: Items): PlacedBlock[] {
	const positioned = content.cards.filter(isPositioned)
	const scale = scaleOf(positioned.map(({ at }) => at))
	const left = Math.min(...positioned.map(({ at }) => at.x))
	const top = Math.min(...positioned.map(({ at }) => at.y))
	const place = (card: PositionedCard): PlacedItem => {
		const { at } = card
		const side = (length: number, otherwise: number) => Math.min(MAX_DISTANCE, length > 0 ? length * scale : otherwise)
		const size = {
			w: Math.round(Math.max(MIN_WIDTH, side(at.w, CARD_WIDTH))),
			h: Math.round(Math.max(MIN_HEIGHT, side(at.h, CARD_HEIGHT))),
		}
		const within = (value: number) => Math.round(Math.min(MAX_DISTANCE, value * scale))
		return { item: cardItem(card, size), x: within(at.x - left), y: within(at.y - top) }
	}
	const unplaced = (cluster: string | undefined) => [
		...(others.get(cluster) ?? []).map((card) => cardItem(card, { w: CARD_WIDTH, h: CARD_HEIGHT })),
		...(images.get(cluster) ?? []).map(imageItem),
	]
	const placed = groupBy(positioned, ({ cluster }) => cluster)
	const others = groupBy(
		content.cards.filter((card) => !isPositioned(card)),
		({ cluster }) => cluster,
	)
	const images = groupBy(content.images, ({ cluster }) => cluster)
	const blocks: PlacedBlock[] = []
	const loose: Block[] = []
	for (const cluster of [...content.clusters, null]) {
		const id = cluster?.id
		const items = (placed.get(id) ?? []).map(place)
		const rest = unplaced(id)
		if (items.length > 0) blocks.push(blockAround(items, { rest: cluster ? rest : [], cluster }))
		if (rest.length > 0 && (items.length === 0 || !cluster)) loose.push(arrangeInRows(rest, cluster))
	}
	let y = Math.max(0, ...blocks.map((one) => one.y + one.block.h)) + CLUSTER_GAP
	for (const block of loose) {
		blocks.push({ block, x: 0, y })
		y += block.h + CLUSTER_GAP
	}
	return blocks
}

/** Builds the block with these items at their positions, and the rest in rows below. */
function blockAround(
	items: readonly PlacedItem[],
	{ rest, cluster }: { rest: readonly Item[]; cluster: Block['cluster'] },
): PlacedBlock {
	const padding = cluster ? PADDING : 0
	const x = Math.min(...items.map((one) => one.x)) - padding
	const y = Math.min(...items.map((one) => one.y)) - padding
	const right = Math.max(...items.map((one) => one.x + one.item.w))
	const bottom = Math.max(...items.map((one) => one.y + one.item.h))
	const rows = arrangeInRows(rest, null)
	const below = rows.items.map((one) => ({ ...one, x: one.x + padding, y: one.y + bottom - y + GAP }))
	const inside = items.map((one) => ({ ...one, x: one.x - x, y: one.y - y }))
	const w = Math.max(right - x, rest.length > 0 ? rows.w + padding : 0) + padding
	const h = bottom - y + (rest.length > 0 ? GAP + rows.h : 0) + padding
	return { block: { cluster, items: [...inside, ...below], w, h }, x, y }
}

/** Returns the factor between the units of the other whiteboard and ours. */
function scaleOf(boxes: readonly Box[]): number {
	const within = (scale: number) => Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale))
	const width = median(boxes.map(({ w }) => w).filter((w) => w > 0))
	if (width > 0) return within(CARD_WIDTH / width)
	const probed = boxes.slice(0, MAX_PROBED)
	const distance = median(
		probed.map((one) => {
			const distances = probed.map((other) => Math.max(Math.abs(other.x - one.x), Math.abs(other.y - one.y)))
			return Math.min(...distances.filter((length) => length > 0))
		}),
	)
	return within(Math.max(1, (CARD_WIDTH + GAP / 2) / distance))
}

function median(values: readonly number[]): number {
	return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}
