import {
	type BoardImage,
	type BoardRecord,
	buildCardOf,
	buildImage,
	buildLink,
	CARD_HEIGHT,
	CARD_WIDTH,
	estimateCardHeight,
	groupBy,
	meaningOf,
	type Placement,
	putRecord,
	recordsOf,
} from '@charrette/shared'
import * as Y from 'yjs'
import {
	arrangeBlocks,
	arrangeInRows,
	bareId,
	buildBlock,
	createStack,
	type Item,
	type PlacedBlock,
	type Size,
} from './arrange.ts'
import type { BoardDraft, ContentDraft, DraftCard, DraftLink } from './FileDraft.ts'
import { keepPositions } from './keepPositions.ts'

const IMAGE_SIZE = { w: 320, h: 240 }

/**
 * Builds the records of a board: a frame for each cluster with its cards in rows, loose cards
 * beside them, links on top. With `isKept`, everything stays at the positions of its file.
 */
function layOutContent(content: ContentDraft, isKept: boolean): BoardRecord[] {
	const { clusters, cards, images, links } = content
	const nextIndex = createStack(clusters.length + cards.length + images.length + links.length)
	const placed = isKept ? keepPositions(content, { cardItem, imageItem }) : arrangeAll(content)
	const records: BoardRecord[] = []
	for (const block of placed) for (const record of buildBlock(block, nextIndex)) records.push(record)
	const kinds = new Map(cards.map((card) => [card.id, card.kind]))
	for (const link of links) records.push(...buildLinkRecords(link, kinds, nextIndex()))
	return records
}

function arrangeAll(content: ContentDraft): PlacedBlock[] {
	const cardsByCluster = groupBy(content.cards, ({ cluster }) => cluster)
	const imagesByCluster = groupBy(content.images, ({ cluster }) => cluster)
	const inCluster = (cluster: string | undefined) => [
		...(cardsByCluster.get(cluster) ?? []).map((card) => cardItem(card)),
		...(imagesByCluster.get(cluster) ?? []).map(imageItem),
	]
	const blocks = content.clusters.map((cluster) => arrangeInRows(inCluster(cluster.id), cluster))
	const loose = inCluster(undefined)
	if (loose.length > 0) blocks.push(arrangeInRows(loose, null))
	return arrangeBlocks(blocks)
}

function cardItem(card: DraftCard, size: Size = { w: CARD_WIDTH, h: CARD_HEIGHT }): Item {
	const h = estimateCardHeight({ ...size, text: card.text })
	return { w: size.w, h, build: (at) => buildCardOf(bareId(card.id), at, card, size) }
}

function imageItem({ id, path, alt }: BoardImage): Item {
	return { ...IMAGE_SIZE, build: (at) => buildImage(bareId(id), at, { ...IMAGE_SIZE, path, alt }) }
}

function buildLinkRecords(
	{ id, from, to, meaning }: DraftLink,
	kinds: ReadonlyMap<string, DraftCard['kind']>,
	index: Placement['index'],
): BoardRecord[] {
	const [start, end] = [kinds.get(from), kinds.get(to)]
	if (!start || !end) return []
	const records = buildLink(bareId(id), { from, to }, index)
	if (meaning === undefined || meaning === meaningOf(start, end)) return records
	return records.map((record) => (record.typeName === 'shape' ? { ...record, meta: { meaning } } : record))
}

interface DraftOptions {
	/** Whether cards without an author are attributed to their importer. */
	isOwn?: boolean
	/** Whether cards keep the positions of their file. */
	isKept?: boolean
}

/** Creates a board from content. */
export function createDraft(
	title: string,
	content: ContentDraft,
	{ isOwn = true, isKept = false }: DraftOptions = {},
): BoardDraft {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	doc.transact(() => {
		for (const record of layOutContent(content, isKept)) putRecord(records, record)
	})
	return { title, doc, people: new Map(), images: new Map(), isAuthoredByImporter: isOwn }
}
