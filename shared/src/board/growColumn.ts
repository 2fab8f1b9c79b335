import type { Rect } from '../geometry/rects.ts'
import { CARD_HEIGHT } from './cardLayout.ts'
import {
	type ColumnCard,
	type ColumnPlan,
	countLanes,
	fillColumn,
	GAP,
	type KindColumn,
	LANE,
	MAX_LANES,
	PADDING,
} from './kindColumns.ts'

/* The columns of a reveal, and of cards that are sent: they grow towards the form of a screen. */

/** The space between the bars of a laptop's screen at 100 %, in board units. */
export const SCREEN_SPACE = { w: 1280, h: 560 }
/** The number of lanes to try more and fewer than the estimate. */
const LANES_AROUND = 2
/** A wider column must show its content larger by this factor at least. */
const WORTH_A_LANE = 1.03
/** The height up to which a card is in a row of its own; a higher one takes several rows. */
const MAX_ROW = CARD_HEIGHT * 1.35

/**
 * Lays out revealed cards in a column, which grows to the right and downwards towards the form of a
 * screen, so that its content is shown as large as possible. A column that has room for a single
 * row of cards keeps its size. `inside` has the rectangles on the page of everything in and on the
 * column, which stays where it is. The returned width is that of the column.
 */
export function growColumn(
	column: KindColumn,
	cards: readonly ColumnCard[],
	inside: readonly Rect[],
): ColumnPlan & { w: number } {
	const lanes = Math.max(1, countLanes(column))
	const asIs = planWith(column, { lanes, cards, inside })
	if (cards.length <= lanes && asIs.h === column.h && asIs.rest.length === 0) return asIs
	const space = [...cards, ...inside].reduce((sum, { w, h }) => sum + (w + GAP) * (h + GAP), 0)
	const estimate = Math.round(Math.sqrt((space * SCREEN_SPACE.w) / SCREEN_SPACE.h) / LANE)
	const most = Math.max(lanes, Math.min(MAX_LANES, estimate + LANES_AROUND))
	let best = asIs
	for (let count = Math.max(lanes + 1, estimate - LANES_AROUND); count <= most; count++) {
		const plan = planWith(column, { lanes: count, cards, inside })
		if (
			plan.rest.length < best.rest.length ||
			(plan.rest.length === best.rest.length && plan.fit * WORTH_A_LANE < best.fit)
		)
			best = plan
	}
	return best
}

/** Lays out cards in a new column, in about the form of a screen. */
export function newColumn(cards: readonly ColumnCard[]): { positions: ColumnPlan['positions']; w: number; h: number } {
	const space = cards.reduce((sum, { w, h }) => sum + (w + GAP) * (h + GAP), 0)
	const widest = Math.max(0, ...cards.map(({ w }) => Math.ceil((w + GAP) / LANE)))
	const wanted = Math.round(Math.sqrt((space * SCREEN_SPACE.w) / SCREEN_SPACE.h) / LANE)
	const lanes = Math.min(MAX_LANES, Math.max(widest, Math.min(wanted, cards.length)))
	const w = PADDING.x * 2 + lanes * LANE - GAP
	const column = { id: '', x: 0, y: 0, w, h: Number.POSITIVE_INFINITY }
	const { positions } = fillColumn(column, cards, { taken: [], canGrow: false, pitch: pitchOf(cards) })
	const bottoms = cards.map(({ id, h }) => (positions.get(id)?.y ?? 0) + h)
	return { positions, w, h: Math.max(...bottoms) + PADDING.bottom }
}

/** Returns the distance of the rows of cards, which the usual heights have in common. */
const pitchOf = (cards: readonly ColumnCard[]) =>
	GAP + Math.max(CARD_HEIGHT, ...cards.map(({ h }) => h).filter((h) => h <= MAX_ROW))

interface LanePlan extends ColumnPlan {
	w: number
	/** The factor by which the content is larger than the space of a screen; at least 1. */
	fit: number
}

function planWith(
	column: KindColumn,
	{ lanes, cards, inside }: { lanes: number; cards: readonly ColumnCard[]; inside: readonly Rect[] },
): LanePlan {
	const w = Math.max(column.w, PADDING.x * 2 + lanes * LANE - GAP)
	const plan = fillColumn({ ...column, w }, cards, { taken: inside, canGrow: true, pitch: pitchOf(cards) })
	const sizes = new Map(cards.map((card) => [card.id, card]))
	let [right, bottom] = [0, 0]
	for (const { x, y, w, h } of inside) {
		right = Math.max(right, x + w - column.x)
		bottom = Math.max(bottom, y + h - column.y)
	}
	for (const [id, { x, y }] of plan.positions) {
		right = Math.max(right, x + (sizes.get(id)?.w ?? 0))
		bottom = Math.max(bottom, y + (sizes.get(id)?.h ?? 0))
	}
	const fit = Math.max(1, (right - PADDING.x) / SCREEN_SPACE.w, (bottom - PADDING.top) / SCREEN_SPACE.h)
	return { ...plan, w, fit }
}
