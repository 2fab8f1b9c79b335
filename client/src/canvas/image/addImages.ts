import { boundsOf, findNearestSpace, type Point, type Rect } from '@charrette/shared'
import { readDocumentUploads, withoutDocuments } from '../../boardParts/documents/documentUploads.ts'
import { layoutImages, sizeOnBoard } from '../../boardParts/images/imageSize.ts'
import { previewImage } from '../../boardParts/images/previewImage.ts'
import { boardUi } from '../boardUi.ts'
import type { Editor } from '../engine/editor.ts'
import type { Shape } from '../engine/shapes.ts'
import { canStart } from '../permissions.ts'
import { clearPageBounds, zoomToRect } from '../viewport/camera.ts'
import { occupiedRects, spaceNear } from '../viewport/placeOnBoard.ts'

interface AddImagesOptions {
	files: readonly File[]
	/**
	 * The position where the files were dropped; by default, free space near the centre of the
	 * viewport is used.
	 */
	point?: Point
}

/**
 * Adds images and documents to the board. Each is shown at once as an upload at its future
 * position, and becomes a shape when the server has stored it, even if the view has changed
 * meanwhile.
 */
export async function addImages(editor: Editor, { files, point }: AddImagesOptions): Promise<void> {
	const uploads = boardUi(editor).images.uploads.current
	if (files.length === 0 || !uploads || !canStart(editor, 'write')) return
	const place = (sizes: { w: number; h: number }[]) =>
		rectsFor(editor, sizes, point).map((rect) => ({ type: 'board' as const, rect, cluster: clusterAt(editor, rect) }))
	const documents = readDocumentUploads(files, {
		city: boardUi(editor).people.author.current.city,
		onMessage: (text) => boardUi(editor).notices.shown.set({ type: 'message', text }),
		place,
	})
	const pictures = withoutDocuments(files)
	const previews = await Promise.all(pictures.map(previewImage))
	const targets = place(previews.map(sizeOnBoard))
	const images = pictures.flatMap((file, index) => {
		const target = targets[index]
		return target ? [{ file, target, preview: previews[index]?.url ?? null }] : []
	})
	await Promise.all([uploads.add(images), documents.then(uploads.add)])
}

/**
 * Width of a photo behind the cards, in board units: a paper note on it is about as wide as a card.
 */
const BACKDROP_WIDTH = 2000

/**
 * Adds a photo of paper notes behind the content of the board, so that cards can be written on top
 * of it, and shows it whole.
 */
export async function addBackdrop(editor: Editor, { file, alt }: { file: File; alt: string }): Promise<void> {
	const uploads = boardUi(editor).images.uploads.current
	if (!uploads || !canStart(editor, 'write')) return
	const { url, width, height } = await previewImage(file)
	const size = { w: BACKDROP_WIDTH, h: Math.round((BACKDROP_WIDTH * height) / width) }
	const { center } = clearPageBounds(editor)
	const wanted = { ...size, x: Math.round(center.x - size.w / 2), y: Math.round(center.y - size.h / 2) }
	const rect = findNearestSpace(wanted, occupiedRects(editor, center))
	zoomToRect(editor, rect, { isAnimated: false })
	await uploads.add([{ file, target: { type: 'board', rect, cluster: null, backdrop: { alt } }, preview: url }])
}

/** Returns the topmost cluster at a point, with the point in the cluster's coordinates. */
function clusterAt(editor: Editor, point: Point): { id: string; x: number; y: number } | null {
	const cluster = editor
		.getCurrentPageShapesSorted()
		.findLast((shape) => isOpenCluster(shape) && editor.isPointInShape(shape, point, { margin: 0, hitInside: true }))
	if (!cluster) return null
	const { x, y } = editor.getPointInShapeSpace(cluster, point)
	return { id: cluster.id, x, y }
}

const isOpenCluster = (shape: Shape): boolean => shape.type === 'frame' && !shape.isLocked

function rectsFor(editor: Editor, sizes: { w: number; h: number }[], point?: Point): Rect[] {
	const near = point ?? clearPageBounds(editor).center
	const rects = layoutImages(sizes, near)
	const block = boundsOf(rects)
	if (!block) return []
	const free = spaceNear(editor, block, { point: near })
	return rects.map((rect) => ({ ...rect, x: rect.x + free.x - block.x, y: rect.y + free.y - block.y }))
}
