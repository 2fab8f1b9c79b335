import type { TLShape } from '@tldraw/tlschema'
import type * as Y from 'yjs'
import { BoardProjection } from './BoardProjection.ts'
import type { RecordMap } from './boardDocument.ts'
import { recordsOf } from './boardDocument.ts'
import type { Box } from './nearestPlace.ts'
import { nearestPlace } from './nearestPlace.ts'
import { copyRecord } from './restoreBoard.ts'
import { roomyHeight } from './roomyHeight.ts'
import { PAGE_ID } from './schema.ts'

const AUTHOR_KEYS = ['meta.author', 'meta.authorName']

/**
 * Puts all that private documents hold on their board, in one transaction (ROOM3). Ids are kept, and what the board has
 * already under its id stays as it is there, so that doing it twice is doing it once. Each shape lies where it was written,
 * or near it where something lies already. The order says nothing of who wrote what.
 */
export function revealRecords(held: readonly Y.Doc[], board: Y.Doc, { withNames }: { withNames: boolean }): void {
	const there = recordsOf(board)
	const brought = held
		.flatMap((doc) => [...recordsOf(doc)])
		.filter(([id]) => !there.has(id))
		.sort(([a], [b]) => (a < b ? -1 : 1))
	if (brought.length === 0) return
	const taken = [...boxesOf(board).values()]
	const boxes = new Map(held.flatMap((doc) => [...boxesOf(doc)]))
	board.transact(() => {
		for (const [id, record] of brought) {
			if (there.has(id)) continue
			const copy = copyRecord(record)
			if (!withNames) for (const key of AUTHOR_KEYS) copy.delete(key)
			const box = boxes.get(id)
			if (box) taken.push(settle(copy, box, taken))
			there.set(id, copy)
		}
	}, 'server')
}

/** Moves a record to the nearest free place, and gives where it lies then. */
function settle(record: RecordMap, wanted: Box, taken: readonly Box[]): Box {
	const box = nearestPlace(wanted, taken)
	if (box.x !== wanted.x || box.y !== wanted.y) record.set('xy', [box.x, box.y])
	return box
}

/** The boxes of a page's cards, clusters and images, by id. What lies in a cluster goes with it; strokes and links take no room. */
function boxesOf(doc: Y.Doc): Map<string, Box> {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	const boxes = new Map<string, Box>()
	for (const record of projection.shown.values())
		if (record.typeName === 'shape' && record.parentId === PAGE_ID && 'w' in record.props)
			boxes.set(record.id, boxOf(record))
	return boxes
}

function boxOf({ x, y, props }: TLShape): Box {
	const { w, h, text } = props as { w: number; h: number; text?: string }
	return { x, y, w, h: text === undefined ? h : roomyHeight({ w, h, text }) }
}
