import {
	type BoardRecord,
	buildCardOf,
	buildCluster,
	buildImage,
	buildLine,
	buildLink,
	CARD_WIDTH,
	type CardContent,
	estimateCardHeight,
	indicesOnTop,
	LIMITS,
	type LinkMeaning,
	meaningOf,
	PAGE_ID,
	type Placement,
	putRecord,
	recordsOf,
} from '@charrette/shared'
import * as Y from 'yjs'
import type { BoardDraft, Box } from '../FileDraft.ts'
import { ImportRefusedError } from '../FileDraft.ts'

/** A card with its position. Ids are record ids, including `shape:`. */
interface PlacedCard extends CardContent, Box, InCluster, Rotated {
	id: string
}

/**
 * The cluster that the drawing names for an element: null for none. If undefined, its position
 * decides.
 */
interface InCluster {
	cluster?: string | null | undefined
}

/** A rotation around the middle of the box, in radians. */
interface Rotated {
	rotation?: number
}

/** The content of another program's drawing, with its positions. */
export interface PlacedContent {
	cards: PlacedCard[]
	clusters: (Box & { id: string; title: string })[]
	links: { id: string; from: string; to: string; meaning?: LinkMeaning | undefined }[]
	images: (Box & InCluster & Rotated & { id: string; path: string; alt: string })[]
	/** Points are relative to `x` and `y`. */
	strokes: { id: string; x: number; y: number; points: readonly (readonly [number, number])[] }[]
	/** The bytes of the images, by path. */
	files: Map<string, Uint8Array>
}

/** Returns an empty drawing. */
export function createPlacedContent(): PlacedContent {
	return { cards: [], clusters: [], links: [], images: [], strokes: [], files: new Map() }
}

const MIN_WIDTH = CARD_WIDTH / 2
const MIN_HEIGHT = CARD_WIDTH / 4
/**
 * Maximum number of clusters that can have members, since each card is compared with all of them.
 * Further clusters stay empty.
 */
const MAX_PARENTS = 100
/** Maximum distance from the origin; larger values are errors in the file. */
const MAX_DISTANCE = 1e6

/**
 * Returns the box rounded, with a size of at least 1, and clamped to the reachable part of the
 * board.
 */
export function clampBox({ x, y, w, h }: Box): Box {
	const within = (value: number) => Math.round(Math.max(-MAX_DISTANCE, Math.min(MAX_DISTANCE, value)))
	return { x: within(x), y: within(y), w: within(Math.max(1, w)), h: within(Math.max(1, h)) }
}

/**
 * Builds the board of a drawing. A card or image whose centre is within a cluster belongs to it, or
 * to the smallest of several clusters. Throws an `ImportRefusedError` for too many records.
 */
export function createPlacedDraft(title: string, content: PlacedContent): BoardDraft {
	const { clusters, cards, images, strokes, links } = content
	// A link has three records.
	const count = clusters.length + cards.length + images.length + strokes.length + links.length * 3
	if (count > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const stack = indicesOnTop([], PAGE_ID, count)
	let drawn = 0
	const nextIndex = () => stack[drawn++] as Placement['index']
	const parents = clusters.slice(0, MAX_PARENTS)
	const bare = (id: string) => id.replace(/^shape:/, '')
	const byId = new Map(clusters.map((cluster) => [cluster.id, cluster]))
	const placeIn = ({ cluster, ...box }: Box & InCluster & Rotated): Placement => {
		const middle = { x: box.x + box.w / 2, y: box.y + box.h / 2 }
		const parent = cluster === undefined ? smallestAround(middle, parents) : byId.get(cluster ?? '')
		const { x, y } = box.rotation ? rotatedCorner(box, box.rotation) : box
		if (!parent) return { x, y, index: nextIndex() }
		return { x: x - parent.x, y: y - parent.y, index: nextIndex(), parent: parent.id }
	}
	const records: BoardRecord[] = clusters.map(({ id, x, y, w, h, title }) =>
		buildCluster(bare(id), { x, y, index: nextIndex() }, { title: title.slice(0, LIMITS.maxClusterTitleLength), w, h }),
	)
	for (const card of cards) {
		const w = Math.max(MIN_WIDTH, card.w)
		const h = estimateCardHeight({ w, h: Math.max(MIN_HEIGHT, card.h), text: card.text })
		records.push(withRotation(buildCardOf(bare(card.id), placeIn(card), card, { w, h }), card))
	}
	for (const { id, path, alt, ...box } of images)
		records.push(withRotation(buildImage(bare(id), placeIn(box), { w: box.w, h: box.h, path, alt }), box))
	for (const { id, x, y, points } of strokes) records.push(buildLine(bare(id), { x, y, index: nextIndex() }, points))
	const kinds = new Map(cards.map((card) => [card.id, card.kind]))
	for (const { id, from, to, meaning } of links) {
		const usual = meaningOf(kinds.get(from) ?? 'note', kinds.get(to) ?? 'note')
		for (const record of buildLink(bare(id), { from, to }, nextIndex())) {
			const isChosen = record.typeName === 'shape' && meaning !== undefined && meaning !== usual
			records.push(isChosen ? { ...record, meta: { meaning } } : record)
		}
	}
	const doc = new Y.Doc()
	const map = recordsOf(doc)
	doc.transact(() => {
		for (const record of records) putRecord(map, record)
	})
	return { title, doc, people: new Map(), images: content.files, isAuthoredByImporter: true }
}

/** Returns the position of the upper left corner of a box that is rotated around its middle. */
function rotatedCorner({ x, y, w, h }: Box, angle: number): { x: number; y: number } {
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
	return clampBox({ x: x + (w - w * cos + h * sin) / 2, y: y + (h - w * sin - h * cos) / 2, w, h })
}

function withRotation<Shape extends BoardRecord>(shape: Shape, { rotation = 0 }: Rotated): Shape {
	return rotation === 0 ? shape : { ...shape, rotation }
}

function smallestAround<Cluster extends Box>(at: { x: number; y: number }, clusters: readonly Cluster[]) {
	let smallest: Cluster | null = null
	for (const cluster of clusters) {
		const { x, y, w, h } = cluster
		const isInside = at.x >= x && at.x <= x + w && at.y >= y && at.y <= y + h
		if (isInside && (!smallest || w * h < smallest.w * smallest.h)) smallest = cluster
	}
	return smallest
}
