import {
	type BoardRecord,
	buildCluster,
	type CardShape,
	createId,
	findNearestSpace,
	indexAtBottom,
	indicesOnTop,
	isCard,
	LIMITS,
	PAGE_ID,
	putRecord,
	type Records,
	type Rect,
	type Role,
	rectOf,
	writeFields,
} from '@charrette/shared'
import { packRects } from '../boardParts/space/packRects.ts'
import type { Suggestion } from './sortCards.ts'
import { isFrame, isLoose, zonesOf } from './sortedBoard.ts'

const GAP = 24
/** Space above the cards of a cluster, for its title. */
const TITLE_SPACE = 16

type ShownRecords = ReadonlyMap<string, BoardRecord>
type Frame = Extract<BoardRecord, { type: 'frame' }>
export type Accepted = Pick<Suggestion, 'cluster' | 'name' | 'cards'>

/** The layout of a board while suggestions are written, in page coordinates. */
interface Layout {
	records: Records
	shown: ShownRecords
	/** What a cluster must not cover: everything on the page that stays where it is. */
	taken: Map<string, Rect>
}

/**
 * Writes suggestions: new clusters in free space near their cards, and cards into clusters that
 * exist, which grow and, if they would then cover others, move (SORT4). Cards that are gone, locked
 * or in a cluster by now are left out, and a cluster that is gone is made anew. The caller makes it
 * one transaction and one step of undo. Returns the cards that were moved.
 */
export function acceptSuggestions(
	records: Records,
	shown: ShownRecords,
	{ accepted, role, selected }: { accepted: readonly Accepted[]; role: Role; selected: readonly string[] | null },
): string[] {
	const zones = zonesOf(shown)
	const chosen = selected && new Set(selected)
	const current = accepted.map((one) => ({
		...one,
		cards: one.cards.flatMap((id) => {
			const card = shown.get(id)
			return isCard(card) && isLoose(card, { shown, zones, role, chosen }) ? [card] : []
		}),
	}))
	const moved = new Set<string>(current.flatMap(({ cards }) => cards.map(({ id }) => id)))
	const layout = { records, shown, taken: takenRects(shown, moved) }
	for (const { cluster, name, cards } of current) {
		if (cards.length === 0) continue
		const frame = cluster === null ? undefined : shown.get(cluster)
		if (isFrame(frame)) fillCluster(layout, frame, cards)
		else addCluster(layout, name, cards)
	}
	return [...moved]
}

function takenRects(shown: ShownRecords, moved: ReadonlySet<string>): Map<string, Rect> {
	const taken = new Map<string, Rect>()
	for (const record of shown.values())
		if (record.typeName === 'shape' && record.parentId === PAGE_ID && 'w' in record.props && !moved.has(record.id))
			taken.set(record.id, rectOf(record))
	return taken
}

/** Adds a cluster in free space on the page, nearest to the first of its cards. */
function addCluster({ records, shown, taken }: Layout, name: string, cards: readonly CardShape[]): void {
	const rects = cards.map((card) => pageRect(shown, card))
	const packed = packRects(rects, { gap: GAP, maxWidth: Number.POSITIVE_INFINITY })
	const first = rects.reduce((a, b) => (b.y < a.y ? b : a))
	const wanted = {
		x: first.x - GAP,
		y: first.y - GAP - TITLE_SPACE,
		w: packed.w + GAP * 2,
		h: packed.h + GAP * 2 + TITLE_SPACE,
	}
	const place = findNearestSpace(wanted, [...taken.values()])
	const [x, y, w, h] = [place.x, place.y, place.w, place.h].map(Math.round) as [number, number, number, number]
	const index = indexAtBottom(shown.values(), PAGE_ID)
	const title = name.slice(0, LIMITS.maxClusterTitleLength)
	const cluster = buildCluster(createId(), { x, y, index }, { title, w, h })
	putRecord(records, cluster)
	taken.set(cluster.id, { x, y, w, h })
	const places = packed.positions.map((at) => ({ x: at.x + GAP, y: at.y + GAP + TITLE_SPACE }))
	moveInto(records, { cluster: cluster.id, cards, places, indices: indicesOnTop([], cluster.id, cards.length) })
}

/** Puts cards below those of a cluster. */
function fillCluster({ records, shown, taken }: Layout, frame: Frame, cards: readonly CardShape[]): void {
	const inside = [...shown.values()].flatMap((record) =>
		record.typeName === 'shape' && record.parentId === frame.id && 'w' in record.props ? [rectOf(record)] : [],
	)
	const top = Math.max(GAP + TITLE_SPACE, ...inside.map(({ y, h }) => y + h + GAP))
	const rects = cards.map((card) => pageRect(shown, card))
	const packed = packRects(rects, { gap: GAP, maxWidth: Math.max(frame.props.w - GAP * 2, 0) })
	const size = {
		w: Math.round(Math.max(frame.props.w, packed.w + GAP * 2)),
		h: Math.round(Math.max(frame.props.h, top + packed.h + GAP)),
	}
	const places = packed.positions.map(({ x, y }) => ({ x: x + GAP, y: y + top }))
	moveInto(records, {
		cluster: frame.id,
		cards,
		places,
		indices: indicesOnTop(shown.values(), frame.id, cards.length),
	})
	writeFields(records, frame.id, { wh: [size.w, size.h] })
	if (frame.parentId !== PAGE_ID) return
	const others = [...taken].flatMap(([id, rect]) => (id === frame.id ? [] : [rect]))
	const place = findNearestSpace({ x: frame.x, y: frame.y, ...size }, others)
	const [x, y] = [Math.round(place.x), Math.round(place.y)]
	if (x !== Math.round(frame.x) || y !== Math.round(frame.y)) writeFields(records, frame.id, { xy: [x, y] })
	taken.set(frame.id, { x, y, ...size })
}

interface Moves {
	cluster: string
	cards: readonly CardShape[]
	/** The places in the cluster, and in its stack. */
	places: readonly { x: number; y: number }[]
	indices: ReturnType<typeof indicesOnTop>
}

function moveInto(records: Records, { cluster, cards, places, indices }: Moves): void {
	for (const [at, { id }] of cards.entries()) {
		const [place, index] = [places[at], indices[at]]
		if (place && index)
			writeFields(records, id, { parentId: cluster, index, xy: [Math.round(place.x), Math.round(place.y)] })
	}
}

function pageRect(shown: ShownRecords, card: CardShape): Rect {
	const rect = rectOf(card)
	const parent = shown.get(card.parentId)
	return parent?.typeName === 'shape' ? { ...rect, x: rect.x + parent.x, y: rect.y + parent.y } : rect
}
