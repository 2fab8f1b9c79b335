import { type BoardRecord, CARD_HEIGHT, CARD_WIDTH, type CardShape, fitCard, isCard, PAGE_ID } from '@charrette/shared'
import type { Place } from '../board/sight/freePlace.ts'

/** What lies between cards, in board units, as on the canvas. */
const GAP = 24
const ROOM_FOR_TITLE = 16
/** Where an empty board begins: clear of the bars for those who look at its corner. */
const START = { left: 48, top: 112 }
/** So many cards lie beside each other before a new line begins. */
const COLUMNS = 5
/** Widths of letters, in parts of the text's size: what measuring gives on average, a little generous. */
const NARROW = 0.56
const WIDE = 1
const FIRST_WIDE_CODE = 0x2e80

type Shown = ReadonlyMap<string, BoardRecord>

/** A cluster's frame as far as cards need to know it. */
interface Frame {
	id: string
	w: number
	h: number
	/** Set up by a facilitator, so that it stays as large as it is. */
	isSetUp: boolean
}

/** Where new cards lie, and how large the cluster must be to hold them; in the space of the page or the cluster. */
export interface Placing {
	places: Place[]
	size: { w: number; h: number } | null
}

/**
 * Free places for so many new cards: after the last one of their cluster, or of the cards that are in none, in lines
 * as one writes; or under the card `below`.
 */
export function placeCards(shown: Shown, where: { cluster: string | null; below?: string }, count: number): Placing {
	const frame = where.cluster ? frameOf(shown.get(where.cluster)) : null
	const cards = cardsIn(shown, frame?.id ?? PAGE_ID)
	const taken = [...cards, ...(frame ? [] : framesOn(shown))]
	const field = frame ? { left: GAP, top: GAP + ROOM_FOR_TITLE, width: frame.w - GAP * 2 } : pageField(cards, taken)
	const below = where.below ? shown.get(where.below) : undefined
	const places: Place[] = []
	let line = cards
	for (let made = 0; made < count; made++) {
		const wanted = isCard(below) && made === 0 ? placeUnder(cardPlace(below)) : placeAfter(line, field)
		const place = pushDown(wanted, [...taken, ...places])
		places.push(place)
		line = [...line, place]
	}
	if (frame?.isSetUp) return { places: places.map((place) => within(frame, place)), size: null }
	return { places, size: frame && sizeFor(frame, places) }
}

const placeUnder = ({ x, y, h }: Place): Place => ({ x, y: y + h + GAP, w: CARD_WIDTH, h: CARD_HEIGHT })

function placeAfter(line: readonly Place[], field: { left: number; top: number; width: number }): Place {
	const size = { w: CARD_WIDTH, h: CARD_HEIGHT }
	const last = line.reduce<Place | null>((found, place) => (found && isBefore(place, found) ? found : place), null)
	if (!last) return { x: field.left, y: field.top, ...size }
	const x = last.x + last.w + GAP
	if (x + CARD_WIDTH <= field.left + field.width) return { x, y: last.y, ...size }
	return { x: field.left, y: Math.max(...line.map((place) => place.y + place.h)) + GAP, ...size }
}

const isBefore = (a: Place, b: Place) => a.y < b.y || (a.y === b.y && a.x < b.x)

/** Where the cards that are in no cluster are written: from the leftmost one on; without any, under the clusters. */
function pageField(cards: readonly Place[], taken: readonly Place[]): { left: number; top: number; width: number } {
	const width = COLUMNS * (CARD_WIDTH + GAP) - GAP
	if (taken.length === 0) return { ...START, width }
	const left = Math.min(...(cards.length > 0 ? cards : taken).map(({ x }) => x))
	return { left, top: Math.max(...taken.map(({ y, h }) => y + h)) + GAP * 2, width }
}

/** The place, or the first one under it that nothing lies in. */
function pushDown(place: Place, others: readonly Place[]): Place {
	const inTheWay = others.filter((other) => overlaps(place, other))
	if (inTheWay.length === 0) return place
	return pushDown({ ...place, y: Math.max(...inTheWay.map(({ y, h }) => y + h)) + GAP }, others)
}

const overlaps = (a: Place, b: Place) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

function sizeFor(frame: Frame, places: readonly Place[]): { w: number; h: number } | null {
	const w = Math.max(frame.w, ...places.map((place) => place.x + place.w + GAP))
	const h = Math.max(frame.h, ...places.map((place) => place.y + place.h + GAP))
	return w > frame.w || h > frame.h ? { w, h } : null
}

/** The place, or the last one in the cluster: a card may lie over another, but not where nobody sees it. */
function within(frame: Frame, place: Place): Place {
	const x = Math.max(GAP, Math.min(place.x, frame.w - place.w - GAP))
	const y = Math.max(GAP, Math.min(place.y, frame.h - place.h - GAP))
	return { ...place, x, y }
}

function frameOf(record: BoardRecord | undefined): Frame | null {
	if (record?.typeName !== 'shape' || record.type !== 'frame') return null
	const { w, h } = record.props as { w: number; h: number }
	return { id: record.id, w, h, isSetUp: record.meta['isSetUp'] === true }
}

function cardsIn(shown: Shown, parent: string): Place[] {
	return [...shown.values()].flatMap((record) =>
		isCard(record) && record.parentId === parent ? [cardPlace(record)] : [],
	)
}

function framesOn(shown: Shown): Place[] {
	return [...shown.values()].flatMap((record) => {
		const frame = frameOf(record)
		if (!frame || record.typeName !== 'shape' || record.parentId !== PAGE_ID) return []
		return [{ x: record.x, y: record.y, w: frame.w, h: frame.h }]
	})
}

function cardPlace({ x, y, props: { w, h, text } }: CardShape): Place {
	return { x, y, w, h: fitCard({ w, h, text }, estimateHeight).height }
}

/** How high a text stands, without measuring it: the list draws nothing. */
function estimateHeight(text: string, fontSize: number, width: number): number {
	const lines = text.split('\n').reduce((sum, line) => {
		let ems = 0
		for (const letter of line) ems += (letter.codePointAt(0) ?? 0) >= FIRST_WIDE_CODE ? WIDE : NARROW
		return sum + Math.max(1, Math.ceil((ems * fontSize) / width))
	}, 0)
	return lines * fontSize * 1.35
}
