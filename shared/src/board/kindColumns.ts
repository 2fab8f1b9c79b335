import type { TLFrameShape } from '@tldraw/tlschema'
import type { CardKind } from '../domain/BoardContent.ts'
import { kindNamedBy, kindNamedIn } from '../domain/kindNames.ts'
import type { Rect } from '../domain/Workshop.ts'
import { CARD_WIDTH } from './cardLayout.ts'
import type { BoardRecord } from './schema.ts'
import { PAGE_ID } from './schema.ts'

/*
 * The columns of a template: clusters that are named after a kind. A reveal and tidying by kind put cards into the column
 * of their kind.
 */

/** A column, in board units on the page. */
export interface KindColumn extends Rect {
	id: string
}

/** A card to put into a column. */
export interface ColumnCard {
	id: string
	w: number
	h: number
}

/** What fits into a column: positions from its corner, its height with them, and the cards that found no room. */
export interface ColumnPlan {
	positions: Map<string, { x: number; y: number }>
	h: number
	rest: ColumnCard[]
}

const GAP = 24
/** Between the edge of a column and its cards; its title is above them. */
const PADDING = { x: 24, top: 40, bottom: 24 }
/** A wider column has cards only on its left. */
const MAX_LANES = 60
/** A column grows to at most this many times its height. */
const MAX_GROWTH = 3

/**
 * The columns of a board by kind: the first cluster on the page, in the order of the stack, that is named after the kind. Of
 * an unlocked cluster the whole title counts: "Obstacles about money" is one of many.
 */
export function findColumns(records: Iterable<BoardRecord>): Map<CardKind, KindColumn> {
	const columns = new Map<CardKind, KindColumn>()
	const frames = [...records].filter(isPageFrame).sort((a, b) => (a.index < b.index ? -1 : 1))
	for (const isLocked of [true, false])
		for (const frame of frames) {
			if ((frame.meta['isSetUp'] === true) !== isLocked) continue
			const { name, w, h } = frame.props
			const kind = isLocked ? kindNamedIn(name) : kindNamedBy(name)
			if (kind && !columns.has(kind)) columns.set(kind, { id: frame.id, x: frame.x, y: frame.y, w, h })
		}
	return columns
}

function isPageFrame(record: BoardRecord): record is TLFrameShape {
	return record.typeName === 'shape' && record.type === 'frame' && record.parentId === PAGE_ID && record.rotation === 0
}

/**
 * Puts cards into a column, each under the lowest thing in the highest lane, so that they cover nothing. `taken` has the
 * rectangles on the page, of what lies in the column and of what lies around it. The column grows downwards as far as
 * nothing is below it, if `canGrow`. Costs one pass over each.
 */
export function fillColumn(
	column: KindColumn,
	cards: readonly ColumnCard[],
	{ taken, canGrow }: { taken: readonly Rect[]; canGrow: boolean },
): ColumnPlan {
	const lanes = lanesOf(column, taken)
	const most = canGrow ? heightBelow(column, taken) : column.h
	const plan: ColumnPlan = { positions: new Map(), h: column.h, rest: [] }
	for (const card of cards) {
		const place = highestPlace(lanes, Math.ceil((card.w + GAP) / (CARD_WIDTH + GAP)))
		if (!place || place.y + card.h + PADDING.bottom > most) {
			plan.rest.push(card)
			continue
		}
		const { from, to, y } = place
		lanes.fill(y + card.h + GAP, from, to)
		plan.positions.set(card.id, { x: PADDING.x + from * (CARD_WIDTH + GAP), y })
		plan.h = Math.max(plan.h, y + card.h + PADDING.bottom)
	}
	return plan
}

/** The free height of each lane: from the upper edge of the column, below what lies in it. */
function lanesOf(column: KindColumn, taken: readonly Rect[]): number[] {
	const count = Math.floor((column.w - PADDING.x * 2 + GAP) / (CARD_WIDTH + GAP))
	const lanes = new Array<number>(Math.max(0, Math.min(MAX_LANES, count))).fill(PADDING.top)
	for (const rect of taken) {
		const [top, bottom] = [rect.y - column.y, rect.y + rect.h - column.y]
		if (bottom <= 0 || top >= column.h) continue
		const left = rect.x - column.x - PADDING.x
		const from = Math.max(0, Math.floor((left - GAP - CARD_WIDTH) / (CARD_WIDTH + GAP)) + 1)
		const to = Math.min(lanes.length - 1, Math.ceil((left + rect.w + GAP) / (CARD_WIDTH + GAP)) - 1)
		for (let lane = from; lane <= to; lane++) lanes[lane] = Math.max(lanes[lane] ?? 0, bottom + GAP)
	}
	return lanes
}

/** The height to which a column may grow: up to the next thing below it. */
function heightBelow(column: KindColumn, taken: readonly Rect[]): number {
	let most = column.h * MAX_GROWTH
	for (const { x, y, w } of taken) {
		const top = y - column.y
		if (top >= column.h && x < column.x + column.w + GAP && column.x < x + w + GAP) most = Math.min(most, top - GAP)
	}
	return Math.max(column.h, most)
}

/** The `span` adjacent lanes that are free from the highest `y`; null where there are not as many. */
function highestPlace(lanes: readonly number[], span: number): { from: number; to: number; y: number } | null {
	let best: { from: number; to: number; y: number } | null = null
	for (let from = 0; from + span <= lanes.length; from++) {
		const y = Math.max(...lanes.slice(from, from + span))
		if (!best || y < best.y) best = { from, to: from + span, y }
	}
	return best
}
