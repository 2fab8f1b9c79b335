import type { TLFrameShape } from '@tldraw/tlschema'
import type { CardKind } from '../domain/BoardContent.ts'
import { findKindInTitle, kindFromTitle } from '../domain/kindNames.ts'
import type { Rect } from '../geometry/rects.ts'
import { CARD_WIDTH } from './cardLayout.ts'
import type { BoardRecord } from './schema.ts'
import { PAGE_ID } from './schema.ts'

/*
 * The columns of a template are clusters that are named after a kind of card. Reveals and tidying
 * by kind put cards into the column of their kind.
 */

/** A column: its cluster's id and its rectangle in board units on the page. */
export interface KindColumn extends Rect {
	id: string
}

/** A card to put into a column. */
export interface ColumnCard {
	id: string
	w: number
	h: number
}

/**
 * The result of filling a column: the positions of the cards relative to its corner, the column's
 * new height, and the cards that did not fit.
 */
export interface ColumnPlan {
	positions: Map<string, { x: number; y: number }>
	h: number
	rest: ColumnCard[]
}

export const GAP = 24
export const LANE = CARD_WIDTH + GAP
/**
 * The padding between the edge of a column and its cards; the column's title is above the cards.
 */
export const PADDING = { x: 24, top: 40, bottom: 24 }
/** The maximum number of lanes; a wider column has cards only in its left part. */
export const MAX_LANES = 60
/** Growth factor of a column in a reveal. @limit board: cards go into free space */
const MAX_GROWTH = 3

/**
 * Returns the columns of a board by kind: the first cluster on the page, in stacking order, that is
 * named after the kind. Locked clusters come first, and one word of their title is enough. The
 * title of an unlocked cluster must match as a whole: "Obstacles about money" is one cluster of
 * many.
 */
export function findColumns(records: Iterable<BoardRecord>): Map<CardKind, KindColumn> {
	const columns = new Map<CardKind, KindColumn>()
	const frames = [...records].filter(isPageFrame).sort((a, b) => (a.index < b.index ? -1 : 1))
	for (const isLocked of [true, false])
		for (const frame of frames) {
			if ((frame.meta['isSetUp'] === true) !== isLocked) continue
			const { name, w, h } = frame.props
			const kind = isLocked ? findKindInTitle(name) : kindFromTitle(name)
			if (kind && !columns.has(kind)) columns.set(kind, { id: frame.id, x: frame.x, y: frame.y, w, h })
		}
	return columns
}

function isPageFrame(record: BoardRecord): record is TLFrameShape {
	return record.typeName === 'shape' && record.type === 'frame' && record.parentId === PAGE_ID && record.rotation === 0
}

/**
 * Puts cards into a column, each into the lane with the highest free position, so that they cover
 * nothing. `taken` has the rectangles on the page of everything in and around the column. If
 * `canGrow`, the column grows downwards until the next thing below it. With a `pitch`, all cards
 * stand in rows of that distance. The cost is one pass over the cards and over `taken`.
 */
export function fillColumn(
	column: KindColumn,
	cards: readonly ColumnCard[],
	{ taken, canGrow, pitch = 1 }: { taken: readonly Rect[]; canGrow: boolean; pitch?: number },
): ColumnPlan {
	const inRow = (y: number) => PADDING.top + Math.ceil((y - PADDING.top) / pitch) * pitch
	const lanes = lanesOf(column, taken).map(inRow)
	const most = canGrow ? heightBelow(column, taken) : column.h
	const plan: ColumnPlan = { positions: new Map(), h: column.h, rest: [] }
	for (const card of cards) {
		const place = highestPlace(lanes, Math.ceil((card.w + GAP) / LANE))
		if (!place || place.y + card.h + PADDING.bottom > most) {
			plan.rest.push(card)
			continue
		}
		const { from, to, y } = place
		lanes.fill(inRow(y + card.h + GAP), from, to)
		plan.positions.set(card.id, { x: PADDING.x + from * LANE, y })
		plan.h = Math.max(plan.h, y + card.h + PADDING.bottom)
	}
	return plan
}

/**
 * Returns the first free y of each lane, relative to the upper edge of the column: below everything
 * that lies in the lane.
 */
function lanesOf(column: KindColumn, taken: readonly Rect[]): number[] {
	const lanes = new Array<number>(countLanes(column)).fill(PADDING.top)
	for (const rect of taken) {
		const [top, bottom] = [rect.y - column.y, rect.y + rect.h - column.y]
		if (bottom <= 0 || top >= column.h) continue
		const left = rect.x - column.x - PADDING.x
		const from = Math.max(0, Math.floor((left - GAP - CARD_WIDTH) / LANE) + 1)
		const to = Math.min(lanes.length - 1, Math.ceil((left + rect.w + GAP) / LANE) - 1)
		for (let lane = from; lane <= to; lane++) lanes[lane] = Math.max(lanes[lane] ?? 0, bottom + GAP)
	}
	return lanes
}

/** Returns the number of cards that a column can have side by side. */
export const countLanes = ({ w }: KindColumn) =>
	Math.max(0, Math.min(MAX_LANES, Math.floor((w - PADDING.x * 2 + GAP) / LANE)))

/** Returns the height to which a column may grow: up to the next thing below it. */
function heightBelow(column: KindColumn, taken: readonly Rect[]): number {
	let most = column.h * MAX_GROWTH
	for (const { x, y, w } of taken) {
		const top = y - column.y
		if (top >= column.h && x < column.x + column.w + GAP && column.x < x + w + GAP) most = Math.min(most, top - GAP)
	}
	return Math.max(column.h, most)
}

/**
 * Finds the `span` adjacent lanes with the highest free position `y`; null if there are fewer lanes
 * than that.
 */
function highestPlace(lanes: readonly number[], span: number): { from: number; to: number; y: number } | null {
	let best: { from: number; to: number; y: number } | null = null
	for (let from = 0; from + span <= lanes.length; from++) {
		const y = Math.max(...lanes.slice(from, from + span))
		if (!best || y < best.y) best = { from, to: from + span, y }
	}
	return best
}
