import {
	BoardProjection,
	type BoardRecord,
	estimateCardHeight,
	groupBy,
	isCard,
	isImage,
	PAGE_ID,
	putRecord,
	recordsOf,
	type SkippedEntry,
} from '@charrette/shared'
import * as Y from 'yjs'
import { arrangeBlocks, arrangeInRows, buildBlock, createStack, type Item } from './arrange.ts'
import type { BoardDraft } from './FileDraft.ts'

type Shape = BoardRecord & { typeName: 'shape' }

/**
 * Lays out the board of a drawing again: a frame for each cluster with its cards and images in
 * rows, other items beside them. Drawn lines have no meaning without their positions, so they are
 * left out and listed.
 */
export function layOutAgain({ doc, ...draft }: BoardDraft): { draft: BoardDraft; skipped: SkippedEntry[] } {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	const records = [...projection.shown.values()]
	const shapes = records.filter((record): record is Shape => record.typeName === 'shape')
	const items = groupBy(
		shapes.filter((shape) => isCard(shape) || isImage(shape)).sort(byReading),
		({ parentId }) => parentId as string,
	)
	const clusters = shapes.filter(({ type }) => type === 'frame').sort(byReading)
	const itemsIn = (parent: string) => (items.get(parent) ?? []).map(itemOf)
	const blocks = clusters.map(({ id, props }) => {
		return arrangeInRows(itemsIn(id), { id, title: (props as { name: string }).name })
	})
	const loose = itemsIn(PAGE_ID)
	if (loose.length > 0) blocks.push(arrangeInRows(loose, null))
	const links = shapes.filter(({ type }) => type === 'arrow')
	const lines = shapes.filter(({ type }) => type === 'draw')
	const nextIndex = createStack(shapes.length)
	const laidOut = new Y.Doc()
	const map = recordsOf(laidOut)
	laidOut.transact(() => {
		for (const block of arrangeBlocks(blocks)) for (const record of buildBlock(block, nextIndex)) putRecord(map, record)
		for (const link of links) putRecord(map, { ...link, parentId: PAGE_ID, x: 0, y: 0, index: nextIndex() })
		for (const record of records) if (record.typeName === 'binding') putRecord(map, record)
	})
	doc.destroy()
	const skipped: SkippedEntry[] = lines.length > 0 ? [{ entry: String(lines.length), reason: 'lines_left_out' }] : []
	return { draft: { ...draft, doc: laidOut }, skipped }
}

/** Sorts from top to bottom, then from left to right. */
const byReading = (one: Shape, other: Shape) => one.y - other.y || one.x - other.x

function itemOf(shape: Shape): Item {
	const { w, h: ownHeight } = shape.props as { w: number; h: number }
	const h = isCard(shape) ? estimateCardHeight(shape.props) : ownHeight
	const build: Item['build'] = ({ parent = PAGE_ID, ...at }) => {
		return { ...shape, ...at, rotation: 0, parentId: parent as Shape['parentId'] } as BoardRecord
	}
	return { w, h, build }
}
