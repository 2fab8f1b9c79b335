import type { TLShape } from '@tldraw/tlschema'
import type * as Y from 'yjs'
import { BoardProjection } from './BoardProjection.ts'
import { type RecordMap, recordsOf } from './boardDocument.ts'
import { estimateCardHeight } from './cardLayout.ts'
import { copyRecord } from './restoreBoard.ts'
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
	const taken = [...rectsOf(board).values()]
	const boxes = new Map(held.flatMap((doc) => [...rectsOf(doc)]))
	board.transact(() => {
		for (const [id, record] of brought) {
			if (there.has(id)) continue
			const copy = copyRecord(record)
			if (!withNames) for (const key of AUTHOR_KEYS) copy.delete(key)
			const box = boxes.get(id)
			if (box) taken.push(moveToFreeRect(copy, box, taken))
			there.set(id, copy)
		}
	}, 'server')
}

/** Moves a record to the nearest free place, and gives where it lies then. */
function moveToFreeRect(record: RecordMap, wanted: Rect, taken: readonly Rect[]): Rect {
	const box = nearestFreeRect(wanted, taken)
	if (box.x !== wanted.x || box.y !== wanted.y) record.set('xy', [box.x, box.y])
	return box
}

/** The boxes of a page's cards, clusters and images, by id. What lies in a cluster goes with it; strokes and links take no room. */
function rectsOf(doc: Y.Doc): Map<string, Rect> {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	const boxes = new Map<string, Rect>()
	for (const record of projection.shown.values())
		if (record.typeName === 'shape' && record.parentId === PAGE_ID && 'w' in record.props)
			boxes.set(record.id, rectOf(record))
	return boxes
}

function rectOf({ x, y, props }: TLShape): Rect {
	const { w, h, text } = props as { w: number; h: number; text?: string }
	return { x, y, w, h: text === undefined ? h : estimateCardHeight({ w, h, text }) }
}

/** A rectangle in board units; x and y are its upper left corner. */
export interface Rect {
	x: number
	y: number
	w: number
	h: number
}

const GAP = 24
/** So many rings are tried; where a board is as full as that, the place is below everything. */
const MAX_RINGS = 15

const overlaps = (a: Rect, b: Rect) =>
	a.x < b.x + b.w + GAP && b.x < a.x + a.w + GAP && a.y < b.y + b.h + GAP && b.y < a.y + a.h + GAP

/**
 * The free place nearest to `wanted`: itself, or one of the rings around it, whose steps are its own size and a gap, so that
 * cards written at one spot come to lie side by side.
 */
function nearestFreeRect(wanted: Rect, taken: readonly Rect[]): Rect {
	if (!taken.some((box) => overlaps(wanted, box))) return wanted
	for (let ring = 1; ring <= MAX_RINGS; ring++) {
		const near = taken.filter((box) => overlaps(ringExtent(wanted, ring), box))
		for (const { x, y } of ringSteps(ring)) {
			const place = { ...wanted, x: wanted.x + x * (wanted.w + GAP), y: wanted.y + y * (wanted.h + GAP) }
			if (!near.some((box) => overlaps(place, box))) return place
		}
	}
	return { ...wanted, y: Math.max(...taken.map((box) => box.y + box.h)) + GAP }
}

/** All that a ring's places may touch. */
function ringExtent({ x, y, w, h }: Rect, ring: number): Rect {
	const [right, down] = [ring * (w + GAP), ring * (h + GAP)]
	return { x: x - right, y: y - down, w: w + right * 2, h: h + down * 2 }
}

const nearestFirst = (a: { x: number; y: number }, b: { x: number; y: number }) =>
	Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y)

/** The steps to a ring's places, the nearest first. */
function ringSteps(ring: number): { x: number; y: number }[] {
	const steps: { x: number; y: number }[] = []
	for (let x = -ring; x <= ring; x++)
		for (let y = -ring; y <= ring; y++) if (Math.max(Math.abs(x), Math.abs(y)) === ring) steps.push({ x, y })
	return steps.sort(nearestFirst)
}
