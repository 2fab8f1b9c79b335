import {
	type BoardRecord,
	CARD_HEIGHT,
	CARD_WIDTH,
	type CardShape,
	fitCard,
	isCard,
	isImage,
	overlaps,
	PAGE_ID,
	type Rect,
} from '@charrette/shared'

/** Gap between cards in board units, as on the canvas. */
const GAP = 24
const TITLE_HEIGHT = 16
/**
 * The first position on an empty board. It is clear of the canvas's toolbars while the camera is at
 * the origin.
 */
const START = { left: 48, top: 112 }
/** Number of cards in a row outside of clusters. */
const COLUMNS = 5
/**
 * Average widths of narrow characters and of wide ones such as Chinese, measured and rounded up.
 */
const NARROW_EM = 0.56
const WIDE_EM = 1
const FIRST_WIDE_CODE = 0x2e80

type ShownRecords = ReadonlyMap<string, BoardRecord>

interface ClusterFrame {
	id: string
	w: number
	h: number
	/** Whether a facilitator has locked the cluster, so that its size does not change. */
	isLocked: boolean
}

/**
 * The rectangles of new cards, in coordinates of the page or the cluster, and the cluster's new
 * size if it must grow to hold them.
 */
export interface CardPlacement {
	rects: Rect[]
	size: { w: number; h: number } | null
}

/**
 * Finds free positions for new cards: row by row after the last card of their cluster, or after the
 * last card outside of clusters; or under the card `below`.
 */
export function placeCards(
	shown: ShownRecords,
	where: { cluster: string | null; below?: string },
	count: number,
): CardPlacement {
	const frame = where.cluster ? clusterFrameOf(shown.get(where.cluster)) : null
	const cards = cardRectsIn(shown, frame?.id ?? PAGE_ID)
	const taken = [...cards, ...(frame ? [] : clusterRects(shown))]
	const area = frame ? { left: GAP, top: GAP + TITLE_HEIGHT, width: frame.w - GAP * 2 } : pageArea(cards, taken)
	const below = where.below ? shown.get(where.below) : undefined
	const rects: Rect[] = []
	let line = cards
	for (let placed = 0; placed < count; placed++) {
		const wanted = isCard(below) && placed === 0 ? rectBelow(cardRect(below)) : rectAfter(line, area)
		const rect = pushDown(wanted, [...taken, ...rects])
		rects.push(rect)
		line = [...line, rect]
	}
	if (frame?.isLocked) return { rects: rects.map((rect) => clampToFrame(frame, rect)), size: null }
	return { rects, size: frame && sizeToHold(frame, rects) }
}

/**
 * Returns the upper left corner of a free area below everything on the board, for a cluster or
 * images.
 */
export function placeBelow(shown: ShownRecords): { x: number; y: number } {
	const images = [...shown.values()].flatMap((record) =>
		isImage(record) && record.parentId === PAGE_ID
			? [{ x: record.x, y: record.y, w: record.props.w, h: record.props.h }]
			: [],
	)
	const taken = [...cardRectsIn(shown, PAGE_ID), ...clusterRects(shown), ...images]
	const { left, top } = pageArea([], taken)
	return { x: Math.round(left), y: Math.round(top) }
}

const rectBelow = ({ x, y, h }: Rect): Rect => ({ x, y: y + h + GAP, w: CARD_WIDTH, h: CARD_HEIGHT })

function rectAfter(line: readonly Rect[], area: { left: number; top: number; width: number }): Rect {
	const size = { w: CARD_WIDTH, h: CARD_HEIGHT }
	const last = line.reduce<Rect | null>((found, rect) => (found && isBefore(rect, found) ? found : rect), null)
	if (!last) return { x: area.left, y: area.top, ...size }
	const x = last.x + last.w + GAP
	if (x + CARD_WIDTH <= area.left + area.width) return { x, y: last.y, ...size }
	return { x: area.left, y: Math.max(...line.map(({ y, h }) => y + h)) + GAP, ...size }
}

const isBefore = (a: Rect, b: Rect) => a.y < b.y || (a.y === b.y && a.x < b.x)

/**
 * Returns the area for cards outside of clusters: below everything, and aligned with the leftmost
 * of those cards, or of the clusters if there are no such cards.
 */
function pageArea(cards: readonly Rect[], taken: readonly Rect[]): { left: number; top: number; width: number } {
	const width = COLUMNS * (CARD_WIDTH + GAP) - GAP
	if (taken.length === 0) return { ...START, width }
	const left = Math.min(...(cards.length > 0 ? cards : taken).map(({ x }) => x))
	return { left, top: Math.max(...taken.map(({ y, h }) => y + h)) + GAP * 2, width }
}

/** Moves a rectangle down until it overlaps no other one. */
function pushDown(rect: Rect, others: readonly Rect[]): Rect {
	const obstructing = others.filter((other) => overlaps(rect, other))
	if (obstructing.length === 0) return rect
	return pushDown({ ...rect, y: Math.max(...obstructing.map(({ y, h }) => y + h)) + GAP }, others)
}

function sizeToHold(frame: ClusterFrame, rects: readonly Rect[]): { w: number; h: number } | null {
	const w = Math.max(frame.w, ...rects.map((rect) => rect.x + rect.w + GAP))
	const h = Math.max(frame.h, ...rects.map((rect) => rect.y + rect.h + GAP))
	return w > frame.w || h > frame.h ? { w, h } : null
}

/**
 * Moves a rectangle into a locked cluster, which cannot grow. Cards may overlap there, but stay
 * visible.
 */
function clampToFrame(frame: ClusterFrame, rect: Rect): Rect {
	const x = Math.max(GAP, Math.min(rect.x, frame.w - rect.w - GAP))
	const y = Math.max(GAP, Math.min(rect.y, frame.h - rect.h - GAP))
	return { ...rect, x, y }
}

function clusterFrameOf(record: BoardRecord | undefined): ClusterFrame | null {
	if (record?.typeName !== 'shape' || record.type !== 'frame') return null
	const { w, h } = record.props as { w: number; h: number }
	return { id: record.id, w, h, isLocked: record.meta['isSetUp'] === true }
}

function cardRectsIn(shown: ShownRecords, parent: string): Rect[] {
	return [...shown.values()].flatMap((record) =>
		isCard(record) && record.parentId === parent ? [cardRect(record)] : [],
	)
}

function clusterRects(shown: ShownRecords): Rect[] {
	return [...shown.values()].flatMap((record) => clusterRectOf(record) ?? [])
}

/**
 * Returns the rectangle of a cluster on the page; null for anything else, and for a cluster inside
 * another one. `isLocked` is true if a person has locked it (LOCK1, SETUP1).
 */
export function clusterRectOf(record: BoardRecord | undefined): (Rect & { isLocked: boolean }) | null {
	const frame = clusterFrameOf(record)
	if (!frame || record?.typeName !== 'shape' || record.parentId !== PAGE_ID) return null
	return { x: record.x, y: record.y, w: frame.w, h: frame.h, isLocked: frame.isLocked || record.isLocked }
}

function cardRect({ x, y, props: { w, h, text } }: CardShape): Rect {
	return { x, y, w, h: fitCard({ w, h, text }, estimateHeight).height }
}

/** Estimates a text's height, because the list cannot measure text as the canvas does. */
function estimateHeight(text: string, fontSize: number, width: number): number {
	const lines = text.split('\n').reduce((sum, line) => {
		let ems = 0
		for (const letter of line) ems += (letter.codePointAt(0) ?? 0) >= FIRST_WIDE_CODE ? WIDE_EM : NARROW_EM
		return sum + Math.max(1, Math.ceil((ems * fontSize) / width))
	}, 0)
	return lines * fontSize * 1.35
}
