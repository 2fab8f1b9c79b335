import type { TLShape } from '@tldraw/tlschema'
import type * as Y from 'yjs'
import type { Rect } from '../domain/Workshop.ts'
import { BoardProjection } from './BoardProjection.ts'
import { AUTHOR_KEYS, type RecordMap, recordsOf } from './boardDocument.ts'
import { estimateCardHeight } from './cardLayout.ts'
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
	const taken = [...rectsOf(board).values()]
	const rects = new Map(privateDocs.flatMap((doc) => [...rectsOf(doc)]))
	board.transact(() => {
		for (const [id, record] of revealed) {
			if (existing.has(id)) continue
			const copy = copyRecord(record)
			if (!withNames) for (const key of AUTHOR_KEYS) copy.delete(key)
			const rect = rects.get(id)
			if (rect) taken.push(moveToFreeRect(copy, rect, taken))
			existing.set(id, copy)
		}
	}, 'server')
}

/** Moves a record to the nearest free rectangle, and returns it. */
function moveToFreeRect(record: RecordMap, wanted: Rect, taken: readonly Rect[]): Rect {
	const rect = nearestFreeRect(wanted, taken)
	if (rect.x !== wanted.x || rect.y !== wanted.y) record.set('xy', [rect.x, rect.y])
	return rect
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

/** Between two rectangles, in board units. */
const GAP = 24
/** Rings tried; on a fuller board the result is below everything. */
const MAX_RINGS = 15

const overlaps = (a: Rect, b: Rect) =>
	a.x < b.x + b.w + GAP && b.x < a.x + a.w + GAP && a.y < b.y + b.h + GAP && b.y < a.y + a.h + GAP

/**
 * The free rectangle nearest to `wanted`: itself, or one in the rings around it, in steps of its size and a gap, so that
 * cards written at one spot end up side by side.
 */
function nearestFreeRect(wanted: Rect, taken: readonly Rect[]): Rect {
	if (!taken.some((rect) => overlaps(wanted, rect))) return wanted
	for (let ring = 1; ring <= MAX_RINGS; ring++) {
		const near = taken.filter((rect) => overlaps(ringExtent(wanted, ring), rect))
		for (const { x, y } of ringSteps(ring)) {
			const place = { ...wanted, x: wanted.x + x * (wanted.w + GAP), y: wanted.y + y * (wanted.h + GAP) }
			if (!near.some((rect) => overlaps(place, rect))) return place
		}
	}
	return { ...wanted, y: Math.max(...taken.map((rect) => rect.y + rect.h)) + GAP }
}

/** The area covered by a ring. */
function ringExtent({ x, y, w, h }: Rect, ring: number): Rect {
	const [right, down] = [ring * (w + GAP), ring * (h + GAP)]
	return { x: x - right, y: y - down, w: w + right * 2, h: h + down * 2 }
}

const nearestFirst = (a: { x: number; y: number }, b: { x: number; y: number }) =>
	Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y)

/** The steps to the rectangles of a ring, nearest first. */
function ringSteps(ring: number): { x: number; y: number }[] {
	const steps: { x: number; y: number }[] = []
	for (let x = -ring; x <= ring; x++)
		for (let y = -ring; y <= ring; y++) if (Math.max(Math.abs(x), Math.abs(y)) === ring) steps.push({ x, y })
	return steps.sort(nearestFirst)
}
