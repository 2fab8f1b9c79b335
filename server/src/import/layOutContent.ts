import {
	type BoardRecord,
	buildCard,
	buildCluster,
	buildImage,
	buildLink,
	CARD_HEIGHT,
	CARD_WIDTH,
	estimateCardHeight,
	groupBy,
	indicesOnTop,
	meaningOf,
	PAGE_ID,
	type Placement,
	putRecord,
	recordsOf,
} from '@charrette/shared'
import * as Y from 'yjs'
import {
	type BoardDraft,
	type ContentDraft,
	cardMeta,
	type DraftCard,
	type DraftImage,
	type DraftLink,
} from './FileDraft.ts'

const GAP = 40
const PADDING = 40
/** Includes the title of a cluster. */
const CLUSTER_GAP = 90
const WANTED_ASPECT = 1.6
const IMAGE_SIZE = { w: 320, h: 240 }

interface Size {
	w: number
	h: number
}

/** A card or image that needs a position. */
interface Item extends Size {
	build(at: Placement): BoardRecord
}

/** Items arranged in rows, inside of a cluster's frame if `cluster` is set. */
interface Block extends Size {
	cluster: { id: string; title: string } | null
	items: { item: Item; x: number; y: number }[]
}

/**
 * Builds the records of a board without positions: a frame for each cluster with its cards in rows,
 * loose cards beside them, links on top.
 */
function layOutContent(content: ContentDraft): BoardRecord[] {
	const cardsByCluster = groupBy(content.cards, ({ cluster }) => cluster)
	const imagesByCluster = groupBy(content.images, ({ cluster }) => cluster)
	const inCluster = (cluster: string | undefined) => [
		...(cardsByCluster.get(cluster) ?? []).map(cardItem),
		...(imagesByCluster.get(cluster) ?? []).map(imageItem),
	]
	const blocks = content.clusters.map((cluster) => arrangeInRows(inCluster(cluster.id), cluster))
	const loose = inCluster(undefined)
	if (loose.length > 0) blocks.push(arrangeInRows(loose, null))
	const { clusters, cards, images, links } = content
	const stack = indicesOnTop([], PAGE_ID, clusters.length + cards.length + images.length + links.length)
	let drawn = 0
	const nextIndex = () => stack[drawn++] as Placement['index']
	const records: BoardRecord[] = []
	for (const { block, x, y } of arrangeBlocks(blocks))
		for (const record of buildBlock(block, { x, y }, nextIndex)) records.push(record)
	const kinds = new Map(cards.map((card) => [card.id, card.kind]))
	for (const link of links) records.push(...buildLinkRecords(link, kinds, nextIndex()))
	return records
}

const bare = (id: string) => id.replace(/^shape:/, '')

function cardItem(card: DraftCard): Item {
	const { id, kind, text, city, category } = card
	const meta = cardMeta(card)
	const h = estimateCardHeight({ w: CARD_WIDTH, h: CARD_HEIGHT, text })
	const build = (at: Placement) => {
		return { ...buildCard(bare(id), at, { kind, text, city, category }), meta }
	}
	return { w: CARD_WIDTH, h, build }
}

function imageItem({ id, path, alt }: DraftImage): Item {
	return { ...IMAGE_SIZE, build: (at) => buildImage(bare(id), at, { ...IMAGE_SIZE, path, alt }) }
}

function arrangeInRows(items: readonly Item[], cluster: Block['cluster']): Block {
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

/** Arranges blocks in rows, so that all of them fit on a screen of the usual proportions. */
function arrangeBlocks(blocks: readonly Block[]): { block: Block; x: number; y: number }[] {
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

function buildBlock(
	{ cluster, items, w, h }: Block,
	at: { x: number; y: number },
	nextIndex: () => Placement['index'],
): BoardRecord[] {
	if (!cluster) return items.map(({ item, x, y }) => item.build({ x: at.x + x, y: at.y + y, index: nextIndex() }))
	const { id, title } = cluster
	const frame = buildCluster(bare(id), { ...at, index: nextIndex() }, { title, w, h })
	return [frame, ...items.map(({ item, x, y }) => item.build({ x, y, index: nextIndex(), parent: id }))]
}

function buildLinkRecords(
	{ id, from, to, meaning }: DraftLink,
	kinds: ReadonlyMap<string, DraftCard['kind']>,
	index: Placement['index'],
): BoardRecord[] {
	const [start, end] = [kinds.get(from), kinds.get(to)]
	if (!start || !end) return []
	const records = buildLink(bare(id), { from, to }, index)
	if (meaning === undefined || meaning === meaningOf(start, end)) return records
	return records.map((record) => (record.typeName === 'shape' ? { ...record, meta: { meaning } } : record))
}

/** Creates a board from content without positions. */
export function createDraft(title: string, content: ContentDraft, isOwn: boolean): BoardDraft {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	doc.transact(() => {
		for (const record of layOutContent(content)) putRecord(records, record)
	})
	return { title, doc, people: new Map(), images: new Map(), isAuthoredByImporter: isOwn }
}
