import { groupBy } from '@charrette/shared'
import type { Rect } from './freeSpace.ts'

/** A card, an image or a stroke, in board units. */
export interface PresentedShape extends Rect {
	id: string
	/** The id of its cluster; null outside of one. */
	cluster: string | null
}

export interface PresentedCluster extends Rect {
	id: string
	title: string
}

/** What a presentation is made of: the shapes, their clusters, and the links between cards, by id. */
export interface PresentedContent {
	shapes: readonly PresentedShape[]
	clusters: readonly PresentedCluster[]
	links: readonly { from: string; to: string }[]
}

/** One step of a presentation: the part of the board to show, and the title of its clusters, if it has any. */
export interface PresentationStop {
	rect: Rect
	title: string
}

/** The title of a cluster stands on its upper edge. */
const TITLE_SPACE = 24
/** The edge of a cluster is shown where it is this near to its cards. */
const EDGE_SPACE = 48

/**
 * The parts of a board that are shown one after the other so that its texts are readable: the whole
 * board if it fits into `part` (board units); else cluster by cluster in reading order, each with
 * the cards that are linked to it and fit beside it, then what lies outside of clusters. What is
 * larger than `part` is divided. Empty clusters are left out, unless there is nothing else.
 */
export function presentationStops(content: PresentedContent, part: { w: number; h: number }): PresentationStop[] {
	const { shapes, clusters } = content
	if (shapes.length === 0) return clusters.length > 0 ? [{ rect: boundsOf(clusters), title: '' }] : []
	const frames = new Map(clusters.map((cluster) => [cluster.id, cluster]))
	const isClustered = ({ cluster }: PresentedShape) => cluster !== null && frames.has(cluster)
	const whole = boundsWithTitles(shapes, frames)
	if (fits(whole, part)) return [{ rect: whole, title: '' }]

	const room = { w: part.w - 2 * EDGE_SPACE, h: part.h - EDGE_SPACE - TITLE_SPACE }
	const shown = new Set<string>()
	const stops: PresentationStop[] = []
	const add = (group: readonly PresentedShape[], title: string) => {
		for (const { id } of group) shown.add(id)
		stops.push({ rect: upToTitle(boundsWithTitles(group, frames), group, { frames, part }), title })
	}
	const members = groupBy(shapes, (shape) => (isClustered(shape) ? shape.cluster : null))
	const linkedTo = neighbours(content)
	for (const cluster of [...clusters].sort(inReadingOrder))
		for (const group of divide(members.get(cluster.id) ?? [], room))
			add(withLinked(group, linkedTo, room), cluster.title)
	const loose = (members.get(null) ?? []).filter(({ id }) => !shown.has(id))
	for (const group of divide(loose, part)) add(group, '')
	return mergeSmall(stops, part)
}

/** The smallest rectangle around these; all 0 for none. */
function boundsOf(rects: readonly Rect[]): Rect {
	if (rects.length === 0) return { x: 0, y: 0, w: 0, h: 0 }
	const left = Math.min(...rects.map(({ x }) => x))
	const top = Math.min(...rects.map(({ y }) => y))
	const right = Math.max(...rects.map(({ x, w }) => x + w))
	const bottom = Math.max(...rects.map(({ y, h }) => y + h))
	return { x: left, y: top, w: right - left, h: bottom - top }
}

const fits = (rect: Rect, part: { w: number; h: number }) => rect.w <= part.w && rect.h <= part.h

/** The bounds of shapes, with the edges of their clusters and the titles on these, as far as they are near. */
function boundsWithTitles(shapes: readonly PresentedShape[], frames: ReadonlyMap<string, PresentedCluster>): Rect {
	const edges = shapes.flatMap((shape) => {
		const frame = shape.cluster === null ? undefined : frames.get(shape.cluster)
		return frame ? [nearEdges(shape, frame)] : []
	})
	return boundsOf([...shapes, ...edges])
}

/** The rectangle, grown to the title of the one cluster of its shapes where that fits, so that none is cut in half. */
function upToTitle(
	rect: Rect,
	shapes: readonly PresentedShape[],
	{ frames, part }: { frames: ReadonlyMap<string, PresentedCluster>; part: { w: number; h: number } },
): Rect {
	const clusters = new Set(shapes.flatMap(({ cluster }) => (cluster === null ? [] : (frames.get(cluster) ?? []))))
	const [frame] = clusters
	if (!frame || clusters.size > 1 || frame.y - TITLE_SPACE >= rect.y) return rect
	const title = { x: Math.min(frame.x, rect.x), y: frame.y - TITLE_SPACE, w: 0, h: 0 }
	const grown = boundsOf([rect, title])
	return fits(grown, part) ? grown : rect
}

/** The shape, grown to the left, upper and right edge of its cluster where these are near. */
function nearEdges({ x, y, w, h }: Rect, frame: Rect): Rect {
	const left = x - frame.x <= EDGE_SPACE ? Math.min(x, frame.x) : x
	const top = y - frame.y <= EDGE_SPACE ? Math.min(y, frame.y) - TITLE_SPACE : y
	const right = frame.x + frame.w - (x + w) <= EDGE_SPACE ? Math.max(x + w, frame.x + frame.w) : x + w
	return { x: left, y: top, w: right - left, h: y + h - top }
}

/** Rows before columns: shapes whose heights overlap by half are in one row. */
function inReadingOrder(a: Rect, b: Rect): number {
	const overlap = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
	return overlap > Math.min(a.h, b.h) / 2 ? a.x - b.x : a.y - b.y || a.x - b.x
}

/** Divides shapes into rows and columns that fit into `room`; a shape larger than that stands alone. */
function divide(shapes: readonly PresentedShape[], room: { w: number; h: number }): PresentedShape[][] {
	if (shapes.length === 0) return []
	const { w, h } = boundsOf(shapes)
	if (shapes.length === 1 || (w <= room.w && h <= room.h)) return [[...shapes]]
	const isTall = h > room.h
	const parts = cut(shapes, isTall ? 'y' : 'x', isTall ? room.h : room.w)
	if (parts.length > 1) return parts.flatMap((part) => divide(part, room))
	// A shape larger than the room fills this direction.
	return isTall && w > room.w ? cut(shapes, 'x', room.w) : [[...shapes]]
}

/** Cuts shapes along an axis into runs no longer than `most`, about equally long. */
function cut(shapes: readonly PresentedShape[], axis: 'x' | 'y', most: number): PresentedShape[][] {
	const size = axis === 'x' ? 'w' : 'h'
	const sorted = [...shapes].sort((a, b) => a[axis] - b[axis])
	const bounds = boundsOf(shapes)
	const even = Math.min(most, (bounds[size] / Math.ceil(bounds[size] / most)) * 1.15)
	const runs: PresentedShape[][] = []
	let start = Number.NEGATIVE_INFINITY
	for (const shape of sorted) {
		const run = runs.at(-1)
		if (run && shape[axis] + shape[size] - start <= even) run.push(shape)
		else {
			runs.push([shape])
			start = shape[axis]
		}
	}
	return runs
}

/** The shapes outside of clusters that are linked to each shape, by its id. */
function neighbours({ shapes, clusters, links }: PresentedContent): ReadonlyMap<string, PresentedShape[]> {
	const frames = new Set(clusters.map(({ id }) => id))
	const loose = shapes.filter(({ cluster }) => cluster === null || !frames.has(cluster))
	const byId = new Map(loose.map((shape) => [shape.id, shape]))
	const found = new Map<string, PresentedShape[]>()
	for (const { from, to } of links)
		for (const [one, other] of [
			[from, to],
			[to, from],
		] as const) {
			const shape = byId.get(other)
			if (!shape) continue
			const known = found.get(one)
			if (known) known.push(shape)
			else found.set(one, [shape])
		}
	return found
}

/** The shapes with those that are linked to them, as long as these fit, too. */
function withLinked(
	group: readonly PresentedShape[],
	linkedTo: ReadonlyMap<string, readonly PresentedShape[]>,
	room: { w: number; h: number },
): PresentedShape[] {
	const found = new Set(group)
	let bounds = boundsOf(group)
	for (const { id } of group)
		for (const shape of linkedTo.get(id) ?? []) {
			const larger = boundsOf([bounds, shape])
			if (!fits(larger, room)) continue
			found.add(shape)
			bounds = larger
		}
	return [...found]
}

/** Joins stops that fit into one: each with the first one before it that has room. The order is that of the first ones. */
function mergeSmall(stops: readonly PresentationStop[], part: { w: number; h: number }): PresentationStop[] {
	const merged: PresentationStop[] = []
	for (const stop of stops) {
		const at = merged.findIndex(({ rect }) => fits(boundsOf([rect, stop.rect]), part))
		const other = merged[at]
		if (!other) merged.push(stop)
		else {
			const titles = [...new Set([other.title, stop.title].filter(Boolean))]
			merged[at] = { rect: boundsOf([other.rect, stop.rect]), title: titles.join(' · ') }
		}
	}
	return merged
}
