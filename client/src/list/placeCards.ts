import { type BoardRecord, CARD_HEIGHT, CARD_WIDTH, type CardShape, fitCard, isCard, PAGE_ID } from '@charrette/shared'
import type { Rect } from '../board/viewport/freeSpace.ts'

/** What lies between cards, in board units, as on the canvas. */
const GAP = 24
const TITLE_HEIGHT = 16
/** Where an empty board begins: clear of the bars for those who look at its corner. */
const START = { left: 48, top: 112 }
/** So many cards lie beside each other before a new line begins. */
const COLUMNS = 5
/** Widths of letters, in parts of the text's size: what measuring gives on average, a little generous. */
const NARROW_EM = 0.56
const WIDE_EM = 1
const FIRST_WIDE_CODE = 0x2e80

type ShownRecords = ReadonlyMap<string, BoardRecord>

/** A cluster's frame as far as cards need to know it. */
interface ClusterFrame {
	id: string
	w: number
	h: number
	/** Set up by a facilitator, so that it stays as large as it is. */
	isLocked: boolean
}

/** Where new cards lie, and how large the cluster must be to hold them; in the space of the page or the cluster. */
export interface CardPlacement {
	rects: Rect[]
	size: { w: number; h: number } | null
}

/**
 * Free places for so many new cards: after the last one of their cluster, or of the cards that are in none, in lines
 * as one writes; or under the card `below`.
 */
export function placeCards(
	shown: ShownRecords,
	where: { cluster: string | null; below?: string },
	count: number,
): CardPlacement {
	const frame = where.cluster ? clusterFrameOf(shown.get(where.cluster)) : null
	const cards = cardRects(shown, frame?.id ?? PAGE_ID)
	const taken = [...cards, ...(frame ? [] : clusterRects(shown))]
	const field = frame ? { left: GAP, top: GAP + TITLE_HEIGHT, width: frame.w - GAP * 2 } : pageArea(cards, taken)
	const below = where.below ? shown.get(where.below) : undefined
	const places: Rect[] = []
	let line = cards
	for (let made = 0; made < count; made++) {
		const wanted = isCard(below) && made === 0 ? rectBelow(cardRect(below)) : rectAfter(line, field)
		const place = pushDown(wanted, [...taken, ...places])
		places.push(place)
		line = [...line, place]
	}
	if (frame?.isLocked) return { rects: places.map((place) => clampToFrame(frame, place)), size: null }
	return { rects: places, size: frame && sizeToHold(frame, places) }
}

const rectBelow = ({ x, y, h }: Rect): Rect => ({ x, y: y + h + GAP, w: CARD_WIDTH, h: CARD_HEIGHT })

function rectAfter(line: readonly Rect[], field: { left: number; top: number; width: number }): Rect {
	const size = { w: CARD_WIDTH, h: CARD_HEIGHT }
	const last = line.reduce<Rect | null>((found, place) => (found && isBefore(place, found) ? found : place), null)
	if (!last) return { x: field.left, y: field.top, ...size }
	const x = last.x + last.w + GAP
	if (x + CARD_WIDTH <= field.left + field.width) return { x, y: last.y, ...size }
	return { x: field.left, y: Math.max(...line.map((place) => place.y + place.h)) + GAP, ...size }
}

const isBefore = (a: Rect, b: Rect) => a.y < b.y || (a.y === b.y && a.x < b.x)

/** Where the cards that are in no cluster are written: from the leftmost one on; without any, under the clusters. */
function pageArea(cards: readonly Rect[], taken: readonly Rect[]): { left: number; top: number; width: number } {
	const width = COLUMNS * (CARD_WIDTH + GAP) - GAP
	if (taken.length === 0) return { ...START, width }
	const left = Math.min(...(cards.length > 0 ? cards : taken).map(({ x }) => x))
	return { left, top: Math.max(...taken.map(({ y, h }) => y + h)) + GAP * 2, width }
}

/** The place, or the first one under it that nothing lies in. */
function pushDown(place: Rect, others: readonly Rect[]): Rect {
	const inTheWay = others.filter((other) => overlaps(place, other))
	if (inTheWay.length === 0) return place
	return pushDown({ ...place, y: Math.max(...inTheWay.map(({ y, h }) => y + h)) + GAP }, others)
}

const overlaps = (a: Rect, b: Rect) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

function sizeToHold(frame: ClusterFrame, places: readonly Rect[]): { w: number; h: number } | null {
	const w = Math.max(frame.w, ...places.map((place) => place.x + place.w + GAP))
	const h = Math.max(frame.h, ...places.map((place) => place.y + place.h + GAP))
	return w > frame.w || h > frame.h ? { w, h } : null
}

/** The place, or the last one in the cluster: a card may lie over another, but not where nobody sees it. */
function clampToFrame(frame: ClusterFrame, place: Rect): Rect {
	const x = Math.max(GAP, Math.min(place.x, frame.w - place.w - GAP))
	const y = Math.max(GAP, Math.min(place.y, frame.h - place.h - GAP))
	return { ...place, x, y }
}

function clusterFrameOf(record: BoardRecord | undefined): ClusterFrame | null {
	if (record?.typeName !== 'shape' || record.type !== 'frame') return null
	const { w, h } = record.props as { w: number; h: number }
	return { id: record.id, w, h, isLocked: record.meta['isSetUp'] === true }
}

function cardRects(shown: ShownRecords, parent: string): Rect[] {
	return [...shown.values()].flatMap((record) =>
		isCard(record) && record.parentId === parent ? [cardRect(record)] : [],
	)
}

function clusterRects(shown: ShownRecords): Rect[] {
	return [...shown.values()].flatMap((record) => {
		const frame = clusterFrameOf(record)
		if (!frame || record.typeName !== 'shape' || record.parentId !== PAGE_ID) return []
		return [{ x: record.x, y: record.y, w: frame.w, h: frame.h }]
	})
}

function cardRect({ x, y, props: { w, h, text } }: CardShape): Rect {
	return { x, y, w, h: fitCard({ w, h, text }, estimateHeight).height }
}

/** How high a text stands, without measuring it: the list draws nothing. */
function estimateHeight(text: string, fontSize: number, width: number): number {
	const lines = text.split('\n').reduce((sum, line) => {
		let ems = 0
		for (const letter of line) ems += (letter.codePointAt(0) ?? 0) >= FIRST_WIDE_CODE ? WIDE_EM : NARROW_EM
		return sum + Math.max(1, Math.ceil((ems * fontSize) / width))
	}, 0)
	return lines * fontSize * 1.35
}
