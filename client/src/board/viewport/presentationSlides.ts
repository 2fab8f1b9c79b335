import { groupBy } from '@charrette/shared'
import type { Rect } from './freeSpace.ts'

/** A card, an image or a stroke, in board units. */
export interface PresentedShape extends Rect {
	id: string
	/** The id of its cluster; null for a shape outside of clusters. */
	cluster: string | null
}

export interface PresentedCluster extends Rect {
	id: string
	title: string
}

/** The input of a presentation: the shapes, their clusters, and the links between cards, by id. */
export interface PresentedContent {
	shapes: readonly PresentedShape[]
	clusters: readonly PresentedCluster[]
	links: readonly { from: string; to: string }[]
}

/**
 * One step of a presentation: the part of the board to show, and the title of its clusters, if it
 * has any.
 */
export interface PresentationSlide {
	rect: Rect
	title: string
}

/** Space for the title of a cluster, which lies on its upper edge. */
const TITLE_SPACE = 24
/** Maximum distance from a cluster's cards at which its edge is shown. */
const EDGE_SPACE = 48

/**
 * Divides a board into the parts that a presentation shows one after the other, so that its texts
 * are readable. A board that fits into `part` (board units) is a single slide. A larger one is
 * shown cluster by cluster in reading order, each with the linked cards that fit beside it, then
 * the shapes outside of clusters. Groups larger than `part` are divided. Empty clusters are left
 * out, unless the board has nothing else.
 */
export function presentationSlides(content: PresentedContent, part: { w: number; h: number }): PresentationSlide[] {
	const { shapes, clusters } = content
	if (shapes.length === 0) return clusters.length > 0 ? [{ rect: boundsOf(clusters), title: '' }] : []
	const frames = new Map(clusters.map((cluster) => [cluster.id, cluster]))
	const isClustered = ({ cluster }: PresentedShape) => cluster !== null && frames.has(cluster)
	const whole = boundsWithTitles(shapes, frames)
	if (fits(whole, part)) return [{ rect: whole, title: '' }]

	const room = { w: part.w - 2 * EDGE_SPACE, h: part.h - EDGE_SPACE - TITLE_SPACE }
	const shown = new Set<string>()
	const slides: PresentationSlide[] = []
	const add = (group: readonly PresentedShape[], title: string) => {
		for (const { id } of group) shown.add(id)
		slides.push({ rect: upToTitle(boundsWithTitles(group, frames), group, { frames, part }), title })
	}
	const members = groupBy(shapes, (shape) => (isClustered(shape) ? shape.cluster : null))
	const linkedTo = neighbours(content)
	for (const cluster of [...clusters].sort(inReadingOrder))
		for (const group of divide(members.get(cluster.id) ?? [], room))
			add(withLinked(group, linkedTo, room), cluster.title)
	const loose = (members.get(null) ?? []).filter(({ id }) => !shown.has(id))
	for (const group of divide(loose, part)) add(group, '')
	return mergeSmall(slides, part)
}

/** Returns the smallest rectangle around these; all 0 for none. */
function boundsOf(rects: readonly Rect[]): Rect {
	if (rects.length === 0) return { x: 0, y: 0, w: 0, h: 0 }
	const left = Math.min(...rects.map(({ x }) => x))
	const top = Math.min(...rects.map(({ y }) => y))
	const right = Math.max(...rects.map(({ x, w }) => x + w))
	const bottom = Math.max(...rects.map(({ y, h }) => y + h))
	return { x: left, y: top, w: right - left, h: bottom - top }
}

const fits = (rect: Rect, part: { w: number; h: number }) => rect.w <= part.w && rect.h <= part.h

/**
 * Returns the bounds of shapes, with the edges and titles of their clusters where these are near.
 */
function boundsWithTitles(shapes: readonly PresentedShape[], frames: ReadonlyMap<string, PresentedCluster>): Rect {
	const edges = shapes.flatMap((shape) => {
		const frame = shape.cluster === null ? undefined : frames.get(shape.cluster)
		return frame ? [nearEdges(shape, frame)] : []
	})
	return boundsOf([...shapes, ...edges])
}

/**
 * Extends the rectangle to the title of the shapes' cluster, if they are in a single one and the
 * result fits, so that no title is cut in half.
 */
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

/**
 * Extends the shape's rectangle to the left, upper and right edge of its cluster where these are
 * near.
 */
function nearEdges({ x, y, w, h }: Rect, frame: Rect): Rect {
	const left = x - frame.x <= EDGE_SPACE ? Math.min(x, frame.x) : x
	const top = y - frame.y <= EDGE_SPACE ? Math.min(y, frame.y) - TITLE_SPACE : y
	const right = frame.x + frame.w - (x + w) <= EDGE_SPACE ? Math.max(x + w, frame.x + frame.w) : x + w
	return { x: left, y: top, w: right - left, h: y + h - top }
}

/** Compares rows before columns: shapes whose heights overlap by half are in one row. */
function inReadingOrder(a: Rect, b: Rect): number {
	const overlap = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
	return overlap > Math.min(a.h, b.h) / 2 ? a.x - b.x : a.y - b.y || a.x - b.x
}

/**
 * Divides shapes into rows and columns that fit into `room`. A shape larger than that is a group of
 * its own.
 */
function divide(shapes: readonly PresentedShape[], room: { w: number; h: number }): PresentedShape[][] {
	if (shapes.length === 0) return []
	const { w, h } = boundsOf(shapes)
	if (shapes.length === 1 || (w <= room.w && h <= room.h)) return [[...shapes]]
	const isTall = h > room.h
	const parts = cut(shapes, isTall ? 'y' : 'x', isTall ? room.h : room.w)
	if (parts.length > 1) return parts.flatMap((part) => divide(part, room))
	// No cut was possible, since a shape fills this direction. The other direction may have one.
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

/** Returns the shapes outside of clusters that are linked to each shape, by its id. */
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

/** Adds the linked shapes that fit into `room` together with the group. */
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

/**
 * Merges each slide into the first slide before it with which it fits into one part. The order of
 * the remaining slides does not change.
 */
function mergeSmall(slides: readonly PresentationSlide[], part: { w: number; h: number }): PresentationSlide[] {
	const merged: PresentationSlide[] = []
	for (const slide of slides) {
		const at = merged.findIndex(({ rect }) => fits(boundsOf([rect, slide.rect]), part))
		const other = merged[at]
		if (!other) merged.push(slide)
		else {
			const titles = [...new Set([other.title, slide.title].filter(Boolean))]
			merged[at] = { rect: boundsOf([other.rect, slide.rect]), title: titles.join(' · ') }
		}
	}
	return merged
}
