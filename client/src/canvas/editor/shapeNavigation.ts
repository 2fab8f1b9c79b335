import type { BoardContent } from '@charrette/shared'
import { readContent } from '../boardContent.ts'
import type { Editor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { clearPageBounds, zoomToCard, zoomToShapes } from '../viewport/camera.ts'
import { patchShapeNavigation } from './tldrawPatches.ts'

/**
 * Makes Tab and Shift+Tab visit every shape: each cluster with its cards and images, then the rest,
 * in the order of the list. tldraw only visits the shapes outside of frames. Returns a function
 * that stops it.
 */
export function visitAllShapes(editor: Editor): () => void {
	return patchShapeNavigation(editor, (direction) => selectNext(editor, direction === 'next' ? 1 : -1))
}

/**
 * Selects the shape `step` places after the selected one; without a selection, the first or last
 * one.
 */
function selectNext(editor: Editor, step: 1 | -1): void {
	const order = readingOrder(readContent(editor), [...editor.getCurrentPageShapeIds()]) as ShapeId[]
	const selected = editor.getSelectedShapeIds()
	const at = order.findIndex((id) => selected.includes(id))
	const start = at < 0 && step < 0 ? 0 : at
	const next = order[(start + step + order.length) % order.length]
	if (next) showShape(editor, next)
}

/** Selects the first shape of the board, for the link that skips the toolbars. */
export function selectFirstShape(editor: Editor): void {
	const [first] = readingOrder(readContent(editor), [...editor.getCurrentPageShapeIds()]) as ShapeId[]
	if (first) showShape(editor, first)
	editor.getContainer().focus()
}

/** Selects a shape and moves the camera until no toolbar covers it. */
function showShape(editor: Editor, id: ShapeId): void {
	editor.select(id)
	if (editor.getShape(id)?.type === 'card') zoomToCard(editor, id)
	else {
		const bounds = editor.getShapePageBounds(id)
		if (bounds && !clearPageBounds(editor).contains(bounds)) zoomToShapes(editor, [id])
	}
}

/**
 * Returns the ids of all shapes in the order in which the keyboard visits them: each cluster with
 * its cards and images, the cards and images outside of clusters, then links and drawings.
 */
export function readingOrder(
	{ cards, images, clusters, links }: BoardContent,
	all: readonly string[],
): readonly string[] {
	const inside = (cluster: string | undefined) =>
		[...cards, ...images].filter((item) => item.cluster === cluster).map(({ id }) => id)
	const order = new Set([
		...clusters.flatMap(({ id }) => [id, ...inside(id)]),
		...inside(undefined),
		...links.map(({ id }) => id),
	])
	const existing = new Set(all)
	return [...[...order].filter((id) => existing.has(id)), ...all.filter((id) => !order.has(id))]
}
