import {
	atom,
	type Box,
	computed,
	type Editor,
	react,
	type TLShape,
	type TLShapeId,
	type VecLike,
} from '@tldraw/tldraw'

/** Page units, so that a shape without a width is not missed. */
const MIN_MARGIN = 1

/**
 * Keeps the box of each shape at hand, and has tldraw ask these for what is in sight and what lies under the pointer.
 * Its own way asks every shape's signals anew with each step of the camera or the pointer, which takes 10 ms and more on
 * a board of 4,000 cards; this asks them when a shape changes. Returns its undo.
 */
export function indexShapes(editor: Editor): () => void {
	const boxes = new Map<TLShapeId, Box>()
	const version = atom('boxes of shapes', 0)

	const stop = react('boxes of shapes', () => {
		const ids = editor.getCurrentPageShapeIds()
		let hasChanged = false
		for (const id of ids) {
			const box = editor.getShapePageBounds(id)
			if (!box || boxes.get(id) === box) continue
			boxes.set(id, box)
			hasChanged = true
		}
		if (boxes.size > ids.size) for (const id of boxes.keys()) if (!ids.has(id)) boxes.delete(id)
		if (hasChanged) version.update((count) => count + 1)
	})

	const notVisible = computed<Set<TLShapeId>>('not visible', (before) => {
		version.get()
		const found = idsOutside(boxes, editor.getViewportPageBounds())
		return before instanceof Set && hasSameMembers(before, found) ? before : found
	})
	editor.getNotVisibleShapes = () => notVisible.get()

	const getShapeAtPoint = editor.getShapeAtPoint.bind(editor)
	editor.getShapeAtPoint = (point, { renderingOnly: _, filter, ...opts } = {}) => {
		const margin = (opts.margin ?? 0) + MIN_MARGIN
		const find = (isWanted: (shape: TLShape) => boolean) =>
			getShapeAtPoint(point, {
				...opts,
				filter(shape) {
					// A cluster's title lies on its edge, half outside of its box.
					const isNear = shape.type === 'frame' || canHit(boxes.get(shape.id), point, margin)
					return isNear && isWanted(shape) && (filter?.(shape) ?? true)
				},
			})
		const found = find(() => true)
		// A link is drawn under the cards, though tldraw keeps it above.
		return found?.type === 'arrow'
			? (find((shape) => shape.type !== 'arrow' && shape.type !== 'frame') ?? found)
			: found
	}
	return stop
}

function idsOutside(boxes: ReadonlyMap<TLShapeId, Box>, { minX, minY, maxX, maxY }: Box): Set<TLShapeId> {
	const found = new Set<TLShapeId>()
	for (const [id, { x, y, w, h }] of boxes) {
		if (x > maxX || y > maxY || x + w < minX || y + h < minY) found.add(id)
	}
	return found
}

function hasSameMembers<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
	if (a.size !== b.size) return false
	for (const each of a) if (!b.has(each)) return false
	return true
}

/** A shape that has no box yet was made this moment. */
const canHit = (box: Box | undefined, point: VecLike, margin: number) => box?.containsPoint(point, margin) ?? true
