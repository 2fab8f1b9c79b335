import type * as Y from 'yjs'
import { CARD_KINDS, type CardKind } from '../domain/BoardContent.ts'
import { boundsOf, type Rect } from '../geometry/rects.ts'
import { BoardPage } from './BoardPage.ts'
import { BoardProjection } from './BoardProjection.ts'
import { isCard } from './boardContent.ts'
import { type RecordMap, recordsOf } from './boardDocument.ts'
import { placeInRows } from './freeRows.ts'
import { growColumn } from './growColumn.ts'
import { JOINED_KEY } from './joins.ts'
import { findColumns, type KindColumn } from './kindColumns.ts'
import { rectOf } from './pageRects.ts'
import { nameFrame, writeFields } from './recordWrites.ts'
import { copyRecord } from './restoreBoard.ts'
import { type BoardRecord, PAGE_ID } from './schema.ts'

/**
 * The result of a reveal: the number of revealed cards, and the area where they are, in board
 * units.
 */
export interface RevealResult {
	cards: number
	area: Rect | null
}

/**
 * Copies the records of all private documents to their board, in one transaction (ROOM3). Ids are
 * kept, and existing records only move with their column, so the reveal is idempotent. Positions
 * in the private documents have no meaning on the board, because private writing does not show it.
 * Each card goes into the column of its kind, which grows and moves its neighbours aside
 * (`BoardPage`). Cards without a column, clusters and images go into free space beside the existing
 * content. The order does not reveal authors.
 */
export function revealRecords(
	privateDocs: readonly Y.Doc[],
	board: Y.Doc,
	{ withNames }: { withNames: boolean },
): RevealResult {
	const existing = recordsOf(board)
	const revealed = new Map(
		privateDocs
			.flatMap((doc) => [...recordsOf(doc)])
			.filter(([id]) => !existing.has(id))
			.sort(([a], [b]) => (a < b ? -1 : 1)),
	)
	if (revealed.size === 0) return { cards: 0, area: null }
	const items = privateDocs.flatMap((doc) => itemsOf(shownIn(doc).values())).filter(({ id }) => revealed.has(id))
	const shown = shownIn(board)
	const page = new BoardPage(shown)
	const layout = layOut(page, findColumns(shown.values()), sortItems(items))
	board.transact(() => {
		for (const [id, record] of revealed) {
			const copy = copyRecord(record, { withAuthors: withNames })
			// A joined card goes where its head goes, in case that it is taken apart.
			const place = layout.places.get(id) ?? layout.places.get(String(record.get(JOINED_KEY)))
			if (place) moveTo(copy, place)
			existing.set(id, copy)
		}
		for (const [id, size] of layout.sizes) writeFields(existing, id, { wh: size })
		for (const [id, position] of page.moved()) writeFields(existing, id, { xy: position })
		for (const id of revealed.keys()) nameFrame(existing, id)
	}, 'server')
	const cards = [...revealed.values()].filter((record) => record.get('type') === 'card').length
	return { cards, area: boundsOf([...layout.places.values()].map(({ onPage }) => onPage)) }
}

/** A card, cluster or image on the page. */
interface RevealItem extends Rect {
	id: string
	/** The index of the card's kind; above all kinds for a cluster or image. */
	kind: number
}

interface Place {
	/** The id of the column that contains the item, or of the page. */
	parent: string
	/** The position relative to the corner of the parent. */
	xy: [x: number, y: number]
	onPage: Rect
}

interface RevealLayout {
	places: Map<string, Place>
	/** The new sizes of the columns that grew, as `wh`. */
	sizes: Map<string, [w: number, h: number]>
}

/** The gap between items in rows, in board units. */
const GAP = 24

function layOut(
	page: BoardPage,
	columns: ReadonlyMap<CardKind, KindColumn>,
	items: readonly RevealItem[],
): RevealLayout {
	const rest = new Map(items.map((item) => [item.id, item]))
	const filled = [...columns].sort(([, a], [, b]) => a.y - b.y || a.x - b.x)
	const plans = filled.map(([kind, { id }]) => {
		const own = items.filter((item) => item.kind === CARD_KINDS.indexOf(kind))
		const column = { id, ...page.rectOf(id) }
		const plan = growColumn(column, own, page.rectsOn(id))
		page.grow(id, plan)
		return { id, plan, hasGrown: plan.w > column.w || plan.h > column.h }
	})
	const layout: RevealLayout = { places: new Map(), sizes: new Map() }
	for (const { id: parent, plan, hasGrown } of plans) {
		const column = page.rectOf(parent)
		if (hasGrown) layout.sizes.set(parent, [column.w, column.h])
		for (const [id, { x, y }] of plan.positions) {
			const { w = 0, h = 0 } = rest.get(id) ?? {}
			rest.delete(id)
			layout.places.set(id, { parent, xy: [x, y], onPage: { x: column.x + x, y: column.y + y, w, h } })
		}
	}
	for (const [id, onPage] of placeInRows([...rest.values()], boundsOf(page.rects()), GAP))
		layout.places.set(id, { parent: PAGE_ID, xy: [onPage.x, onPage.y], onPage })
	return layout
}

function moveTo(record: RecordMap, { parent, xy }: Place): void {
	record.set('xy', xy)
	if (parent === PAGE_ID) record.delete('parentId')
	else record.set('parentId', parent)
}

function shownIn(doc: Y.Doc): ReadonlyMap<string, BoardRecord> {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return projection.shown
}

/** Returns the cards, clusters and images on the page. Strokes and links take no space. */
function itemsOf(shown: Iterable<BoardRecord>): RevealItem[] {
	return [...shown].flatMap((record) => {
		if (record.typeName !== 'shape' || record.parentId !== PAGE_ID || !('w' in record.props)) return []
		const kind = isCard(record) ? CARD_KINDS.indexOf(record.props.kind) : CARD_KINDS.length
		return [{ id: record.id, kind, ...rectOf(record) }]
	})
}

const sortItems = (items: readonly RevealItem[]) => [...items].sort((a, b) => a.kind - b.kind || (a.id < b.id ? -1 : 1))
