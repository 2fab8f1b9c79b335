import type { TLShape } from '@tldraw/tlschema'
import type * as Y from 'yjs'
import type { Rect } from '../domain/Workshop.ts'
import { BoardProjection } from './BoardProjection.ts'
import { AUTHOR_KEYS, type RecordMap, recordsOf } from './boardDocument.ts'
import { estimateCardHeight } from './cardLayout.ts'
import { createFreeSpace } from './freeSpace.ts'
import { copyRecord } from './restoreBoard.ts'
import { PAGE_ID } from './schema.ts'

/**
 * Copies all private documents to their board, in one transaction (ROOM3). Ids are kept and existing records unchanged, so
 * it is idempotent. Each shape keeps its position, or takes the nearest free one. The order reveals no author.
 */
export function revealRecords(
	privateDocs: readonly Y.Doc[],
	board: Y.Doc,
	{ withNames }: { withNames: boolean },
): void {
	const existing = recordsOf(board)
	const revealed = privateDocs
		.flatMap((doc) => [...recordsOf(doc)])
		.filter(([id]) => !existing.has(id))
		.sort(([a], [b]) => (a < b ? -1 : 1))
	if (revealed.length === 0) return
	const taken = createFreeSpace(rectsOf(board).values())
	const rects = new Map(privateDocs.flatMap((doc) => [...rectsOf(doc)]))
	board.transact(() => {
		for (const [id, record] of revealed) {
			if (existing.has(id)) continue
			const copy = copyRecord(record)
			if (!withNames) for (const key of AUTHOR_KEYS) copy.delete(key)
			const rect = rects.get(id)
			if (rect) moveTo(copy, rect, taken.take(rect))
			existing.set(id, copy)
		}
	}, 'server')
}

function moveTo(record: RecordMap, from: Rect, to: Rect): void {
	if (to.x !== from.x || to.y !== from.y) record.set('xy', [to.x, to.y])
}

/** The rectangles of cards, clusters and images on the page, by id. Strokes and links take no space. */
function rectsOf(doc: Y.Doc): Map<string, Rect> {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	const rects = new Map<string, Rect>()
	for (const record of projection.shown.values())
		if (record.typeName === 'shape' && record.parentId === PAGE_ID && 'w' in record.props)
			rects.set(record.id, rectOf(record))
	return rects
}

function rectOf({ x, y, props }: TLShape): Rect {
	const { w, h, text } = props as { w: number; h: number; text?: string }
	return { x, y, w, h: text === undefined ? h : estimateCardHeight({ w, h, text }) }
}
