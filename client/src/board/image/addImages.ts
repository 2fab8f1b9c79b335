import { isImage } from '@charrette/shared'
import type { Editor, TLShape, VecLike } from '@tldraw/tldraw'
import { isOnBoard } from '../../sync/imageUploads.ts'
import { boardUi } from '../boardUi.ts'
import { CARD_GAP, cardRects } from '../card/addCards.ts'
import { canStart } from '../permissions.ts'
import { boundsOf, findFreeSpace, type Rect } from '../viewport/freeSpace.ts'
import { layoutImages, sizeOnBoard } from './imageSize.ts'
import { previewImage } from './previewImage.ts'

interface AddImagesOptions {
	files: readonly File[]
	/**
	 * Where the files were dropped; without it, free space near the centre of the viewport is used.
	 */
	point?: VecLike
}

/**
 * Adds images to the board. Each is shown at once as an upload at its future position, and becomes
 * a shape when the server has stored it, also after the view has changed.
 */
export async function addImages(editor: Editor, { files, point }: AddImagesOptions): Promise<void> {
	const uploads = boardUi(editor).uploads.current
	if (files.length === 0 || !uploads || !canStart(editor, 'write')) return
	const previews = await Promise.all(files.map(previewImage))
	const rects = rectsFor(editor, previews.map(sizeOnBoard), point)
	const images = files.flatMap((file, index) => {
		const rect = rects[index]
		if (!rect) return []
		const target = { type: 'board' as const, rect, cluster: clusterAt(editor, rect) }
		return [{ file, target, preview: previews[index]?.url ?? null }]
	})
	await uploads.add(images)
}

/** The topmost cluster at a point, and the point in it. */
function clusterAt(editor: Editor, point: VecLike): { id: string; x: number; y: number } | null {
	const cluster = editor
		.getCurrentPageShapesSorted()
		.findLast((shape) => isOpenCluster(shape) && editor.isPointInShape(shape, point, { margin: 0, hitInside: true }))
	if (!cluster) return null
	const { x, y } = editor.getPointInShapeSpace(cluster, point)
	return { id: cluster.id, x, y }
}

const isOpenCluster = (shape: TLShape): boolean => shape.type === 'frame' && !shape.isLocked

function rectsFor(editor: Editor, sizes: { w: number; h: number }[], point?: VecLike): Rect[] {
	if (point) return layoutImages(sizes, point)
	const rects = layoutImages(sizes, editor.getViewportPageBounds().center)
	const block = boundsOf(rects)
	if (!block) return []
	const free = findFreeSpace(block, takenRects(editor), { x: 0, y: CARD_GAP * 2 })
	return rects.map((rect) => ({ ...rect, x: rect.x + free.x - block.x, y: rect.y + free.y - block.y }))
}

/** The bounds of cards, images and uploads. */
function takenRects(editor: Editor): Rect[] {
	const images = editor.getCurrentPageShapes().flatMap((shape) => {
		const bounds = isImage(shape) && editor.getShapePageBounds(shape.id)
		return bounds ? [{ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }] : []
	})
	const uploads = boardUi(editor).uploads.current?.list.get() ?? []
	return [...cardRects(editor), ...images, ...uploads.filter(isOnBoard).map(({ target }) => target.rect)]
}
