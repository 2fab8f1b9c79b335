import {
	CARD_HEIGHT,
	CARD_WIDTH,
	type CardKind,
	findColumns,
	findNearestSpace,
	type Point,
	type Rect,
} from '@charrette/shared'
import { isOnBoard } from '../../sync/imageUploads.ts'
import { boardUi } from '../boardUi.ts'
import type { Editor } from '../engine/editor.ts'
import { Box, type ShapeId } from '../engine/shapes.ts'

/** The padding of a cluster, in board units; its title is above its content. */
const PADDING = { x: 24, top: 40, bottom: 24 }

/**
 * Returns the rectangles that new content at a point must not cover: those of all shapes and
 * uploads, except links, and except clusters, photos and strokes around the point, which receive
 * the content. `except` is another shape that may be covered.
 */
export function occupiedRects(editor: Editor, point: Point, except?: ShapeId): Rect[] {
	const shapes = editor.getCurrentPageShapes().flatMap((shape) => {
		const bounds = shape.type === 'arrow' || shape.id === except ? undefined : editor.getShapePageBounds(shape)
		if (!bounds || (shape.type !== 'card' && bounds.containsPoint(point))) return []
		return [{ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }]
	})
	const uploads = boardUi(editor).images.uploads.current?.list.get() ?? []
	return [...shapes, ...uploads.filter(isOnBoard).map(({ target }) => target.rect)]
}

/**
 * Returns free space for a card of the usual size near a point: in the smallest cluster around the
 * point, if that has room. With a `kind`, the column of the kind comes first if it is visible
 * (TEMPLATE3b).
 */
export function spaceForCard(editor: Editor, point: Point, kind?: CardKind): Rect {
	const size = { w: CARD_WIDTH, h: CARD_HEIGHT }
	return spaceNear(editor, { x: point.x - size.w / 2, y: point.y - size.h / 2, ...size }, { point, kind })
}

/** Like `spaceForCard`, for a rectangle that belongs to a point beside it. */
export function spaceNear(
	editor: Editor,
	wanted: Rect,
	{ point, kind }: { point: Point; kind?: CardKind | undefined },
): Rect {
	const around = clustersAt(editor, point)
	const column = kind && findColumns(editor.getCurrentPageShapes()).get(kind)
	const isVisible = column && editor.getViewportPageBounds().collides(Box.From(column))
	const isAround = column && around.includes(column.id as ShapeId)
	const clusters = isVisible && !isAround ? [column.id as ShapeId] : around
	for (const cluster of clusters) {
		const bounds = editor.getShapePageBounds(cluster)
		const place = bounds && findNearestSpace(wanted, occupiedRects(editor, point, cluster), insideOf(bounds))
		if (place) return place
	}
	const outside = occupiedRects(editor, point)
	const full = around.flatMap((cluster) => editor.getShapePageBounds(cluster) ?? [])
	return findNearestSpace(wanted, [...outside, ...full])
}

/** Returns the inner width of the smallest cluster around a point; null outside of clusters. */
export function widthAt(editor: Editor, point: Point): number | null {
	const [cluster] = clustersAt(editor, point)
	const bounds = cluster && editor.getShapePageBounds(cluster)
	return bounds ? insideOf(bounds).w : null
}

/** Returns the clusters around a point, the smallest first. */
function clustersAt(editor: Editor, point: Point): ShapeId[] {
	const clusters = editor.getCurrentPageShapes().flatMap((shape) => {
		const bounds = shape.type === 'frame' ? editor.getShapePageBounds(shape) : undefined
		return bounds?.containsPoint(point) ? [{ id: shape.id, area: bounds.w * bounds.h }] : []
	})
	return clusters.sort((a, b) => a.area - b.area).map(({ id }) => id)
}

const insideOf = ({ x, y, w, h }: Rect): Rect => ({
	x: x + PADDING.x,
	y: y + PADDING.top,
	w: w - PADDING.x * 2,
	h: h - PADDING.top - PADDING.bottom,
})
