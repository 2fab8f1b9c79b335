import type { Point } from '@charrette/shared'
import { patchCulling, patchHitTest } from '../editor/tldrawPatches.ts'
import type { Editor } from '../engine/editor.ts'
import type { Box, Shape, ShapeId } from '../engine/shapes.ts'
import { atom, computed, react } from '../engine/signals.ts'

/** Minimum margin in board units; without it, a shape of zero width would be missed. */
const MIN_MARGIN = 1

/** The editors with an index. */
const indexed = new WeakSet<Editor>()

/**
 * Keeps an index of the bounds of all shapes until the editor is disposed, and makes tldraw's
 * culling and hit testing use it. A step of the camera or the pointer then only compares boxes;
 * bounds are recomputed only for shapes that change. A second call for an editor does nothing.
 */
export function indexShapes(editor: Editor): void {
	if (indexed.has(editor)) return
	indexed.add(editor)
	const boxes = new Map<ShapeId, Box>()
	const version = atom('version of the shape index', 0)

	const stop = react('shape index', () => {
		const ids = editor.getCurrentPageShapeIds()
		let hasChanged = false
		for (const id of ids) {
			const box = editor.getShapePageBounds(id)
			if (!box || boxes.get(id) === box) continue
			boxes.set(id, box)
			hasChanged = true
		}
		if (boxes.size > ids.size)
			for (const id of boxes.keys()) {
				if (ids.has(id)) continue
				boxes.delete(id)
				hasChanged = true
			}
		if (hasChanged) version.update((count) => count + 1)
	})

	const notVisible = computed<Set<ShapeId>>('not visible', (before) => {
		version.get()
		const ids = idsOutside(boxes, editor.getViewportPageBounds())
		return before instanceof Set && hasSameMembers(before, ids) ? before : ids
	})
	patchCulling(editor, () => notVisible.get())

	patchHitTest(editor, (original) => (point, { renderingOnly: _, filter, ...options } = {}) => {
		const margin = (options.margin ?? 0) + MIN_MARGIN
		const find = (isWanted: (shape: Shape) => boolean) =>
			original(point, {
				...options,
				filter(shape) {
					// The title of a cluster is on its edge, half outside of its bounds.
					const isNear = shape.type === 'frame' || canHit(boxes.get(shape.id), point, margin)
					return isNear && isWanted(shape) && (filter?.(shape) ?? true)
				},
			})
		const found = find(() => true)
		// Links are drawn below cards, though tldraw's index has them above.
		return found?.type === 'arrow'
			? (find((shape) => shape.type !== 'arrow' && shape.type !== 'frame') ?? found)
			: found
	})
	editor.disposables.add(stop)
}

function idsOutside(boxes: ReadonlyMap<ShapeId, Box>, { minX, minY, maxX, maxY }: Box): Set<ShapeId> {
	const ids = new Set<ShapeId>()
	for (const [id, { x, y, w, h }] of boxes) {
		if (x > maxX || y > maxY || x + w < minX || y + h < minY) ids.add(id)
	}
	return ids
}

function hasSameMembers<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
	if (a.size !== b.size) return false
	for (const each of a) if (!b.has(each)) return false
	return true
}

/**
 * Returns whether a point is near a shape's bounds. A shape that is not in the index yet was
 * created just now; tldraw's own test decides then.
 */
const canHit = (box: Box | undefined, point: Point, margin: number) => box?.containsPoint(point, margin) ?? true
