import { findNearestSpace, overlaps, type Rect } from '@charrette/shared'
import { type PackedRects, packRects } from '../../boardParts/space/packRects.ts'
import { CARD_GAP } from '../card/addCards.ts'
import type { Editor } from '../engine/editor.ts'
import { Box, type ClusterShape, newShapeId, type ParentId, type Shape, type ShapeId } from '../engine/shapes.ts'
import { canStart } from '../permissions.ts'

/** Space above the content of a cluster, for its title. */
const TITLE_SPACE = 16

/** The types of selected shapes that go into a new cluster. Links follow their cards. */
const CLUSTERED_TYPES: ReadonlySet<string> = new Set(['card', 'image', 'draw'])

/**
 * Creates a cluster around the selected shapes and starts editing its title. Shapes that lie so far
 * apart that the cluster would cover others are packed first. In a column of a template, the
 * cluster is created in that column. Does nothing unless a selected shape can go into a cluster.
 */
export function createClusterAroundSelection(editor: Editor): void {
	const content = editor.getSelectedShapes().filter(({ type }) => CLUSTERED_TYPES.has(type))
	if (content.length === 0 || !canStart(editor, 'arrange')) return
	editor.markHistoryStoppingPoint('cluster')
	editor.run(() => {
		const parent = placeContent(editor, content)
		const id = createClusterOf(editor, { title: '', content: content.map((shape) => shape.id), parent })
		editor.select(id)
		editor.setEditingShape(id)
	})
}

/** Returns whether the selection contains a shape that can go into a cluster. */
export function canWrapSelection(editor: Editor): boolean {
	return editor.isIn('select') && editor.getSelectedShapes().some(({ type }) => CLUSTERED_TYPES.has(type))
}

/**
 * Creates a cluster around these shapes, which become its children. The caller marks the undo step.
 */
export function createClusterOf(
	editor: Editor,
	{
		title,
		content,
		parent = editor.getCurrentPageId(),
	}: { title: string; content: readonly ShapeId[]; parent?: ParentId },
): ShapeId {
	const id = newShapeId()
	const box = clusterAround(content.flatMap((shape) => editor.getShapePageBounds(shape) ?? []))
	editor.createShape<ClusterShape>({
		id,
		type: 'frame',
		parentId: editor.getCurrentPageId(),
		x: Math.round(box.x),
		y: Math.round(box.y),
		props: { w: Math.round(box.w), h: Math.round(box.h), name: title },
	})
	if (parent !== editor.getCurrentPageId()) editor.reparentShapes([id], parent)
	editor.sendToBack([id])
	editor.reparentShapes([...content], id)
	return id
}

function clusterAround(bounds: readonly Box[]): Rect {
	const { x, y, w, h } = Box.Common([...bounds]).expandBy(CARD_GAP)
	return { x, y: y - TITLE_SPACE, w, h: h + TITLE_SPACE }
}

/**
 * Packs shapes if a cluster around them would cover others or the edge of the cluster that they
 * are in. Returns the parent of their cluster.
 */
function placeContent(editor: Editor, content: readonly Shape[]): ParentId {
	const parent = commonParentOf(editor, content)
	const inside = parent && insideOf(editor, parent)
	const bounds = content.map((shape) => editor.getShapePageBounds(shape) ?? new Box())
	const others = rectsBeside(editor, content, parent)
	let cluster = clusterAround(bounds)
	if (others.some((other) => overlaps(cluster, other)) || (inside && !contains(inside, cluster))) {
		const packed = packRects(bounds, {
			gap: CARD_GAP,
			maxWidth: (inside?.w ?? Number.POSITIVE_INFINITY) - CARD_GAP * 2,
		})
		const wanted = spaceFor(packed, firstOf(bounds))
		cluster = inside
			? findNearestSpace(moveInside(inside, wanted), [...others, ...edgesOf(inside)])
			: findNearestSpace(wanted, others)
		moveContent(editor, content, { bounds, packed, cluster })
	}
	return parent && inside && contains(inside, cluster) ? parent : editor.getCurrentPageId()
}

/** Returns the space for a cluster inside another one, below its title. */
function insideOf(editor: Editor, parent: ShapeId): Rect | null {
	const bounds = editor.getShapePageBounds(parent)
	if (!bounds) return null
	const { x, y, w, h } = bounds
	return { x: x + CARD_GAP, y: y + TITLE_SPACE * 2, w: w - CARD_GAP * 2, h: h - TITLE_SPACE * 2 - CARD_GAP }
}

const contains = (outer: Rect, inner: Rect) =>
	inner.x >= outer.x &&
	inner.y >= outer.y &&
	inner.x + inner.w <= outer.x + outer.w &&
	inner.y + inner.h <= outer.y + outer.h

/**
 * Size of the rectangles of `edgesOf`: large enough that a cluster that finds no free space moves
 * down.
 */
const FAR = 100_000

/** Returns rectangles that block the space above another rectangle and on both of its sides. */
const edgesOf = ({ x, y, w }: Rect): Rect[] => [
	{ x: x - FAR, y: y - FAR, w: FAR * 2 + w, h: FAR },
	{ x: x - FAR, y: y - FAR, w: FAR, h: FAR * 2 },
	{ x: x + w, y: y - FAR, w: FAR, h: FAR * 2 },
]

/** Moves a rectangle inside another one, to its upper left corner if it is too large. */
const moveInside = (outer: Rect, { x, y, w, h }: Rect): Rect => ({
	x: Math.max(outer.x, Math.min(x, outer.x + outer.w - w)),
	y: Math.max(outer.y, Math.min(y, outer.y + outer.h - h)),
	w,
	h,
})

/** Returns the cluster that at least half of the shapes are in; null if there is none. */
function commonParentOf(editor: Editor, content: readonly Shape[]): ShapeId | null {
	const counts = new Map<ShapeId, number>()
	for (const { parentId } of content) {
		const parent = editor.getShape(parentId as ShapeId)
		if (parent?.type === 'frame') counts.set(parent.id, (counts.get(parent.id) ?? 0) + 1)
	}
	const [most] = [...counts].sort(([, a], [, b]) => b - a)
	return most && most[1] * 2 >= content.length ? most[0] : null
}

/**
 * Returns the rectangles that a cluster around `content` must not cover: all shapes except links,
 * `content` itself, and the clusters around it.
 */
function rectsBeside(editor: Editor, content: readonly Shape[], parent: ShapeId | null): Rect[] {
	const inside = new Set<ShapeId>(content.map(({ id }) => id))
	const around = new Set<ShapeId>(parent ? [parent, ...editor.getShapeAncestors(parent).map(({ id }) => id)] : [])
	return editor.getCurrentPageShapes().flatMap((shape) => {
		const isOther = shape.type !== 'arrow' && !inside.has(shape.id) && !around.has(shape.id)
		const bounds = isOther ? editor.getShapePageBounds(shape) : undefined
		return bounds ? [{ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }] : []
	})
}

const firstOf = (bounds: readonly Box[]) => bounds.reduce((first, box) => (box.y < first.y ? box : first))

const spaceFor = ({ w, h }: PackedRects, at: Box): Rect => ({
	x: at.x - CARD_GAP,
	y: at.y - CARD_GAP - TITLE_SPACE,
	w: w + CARD_GAP * 2,
	h: h + CARD_GAP * 2 + TITLE_SPACE,
})

function moveContent(
	editor: Editor,
	content: readonly Shape[],
	{ bounds, packed, cluster }: { bounds: readonly Box[]; packed: PackedRects; cluster: Rect },
): void {
	editor.updateShapes(
		content.flatMap(({ id, type, x, y }, at) => {
			const [from, to] = [bounds[at], packed.positions[at]]
			if (!from || !to) return []
			const [left, top] = [cluster.x + CARD_GAP + to.x, cluster.y + CARD_GAP + TITLE_SPACE + to.y]
			return [{ id, type, x: Math.round(x + left - from.x), y: Math.round(y + top - from.y) }]
		}),
	)
}
