import { createId, isImage, LIMITS } from '@charrette/shared'
import type { Editor, VecLike } from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { CARD_GAP, cardRects } from '../card/addCards.ts'
import { canStart } from '../permissions.ts'
import { boundsOf, findFreeSpace, type Rect } from '../viewport/freeSpace.ts'
import { layoutImages, sizeOnBoard } from './imageSize.ts'
import { sendImages } from './sendImages.ts'
import type { Upload } from './uploads.ts'

interface AddImagesOptions {
	files: readonly File[]
	/**
	 * Where the files were dropped; without it, free space near the centre of the viewport is used.
	 */
	point?: VecLike
}

/**
 * Adds images to the board. Each is shown at once as an upload at its future position, and becomes
 * a shape when the server has stored it.
 */
export async function addImages(editor: Editor, { files, point }: AddImagesOptions): Promise<void> {
	const { uploads } = boardUi(editor)
	if (files.length === 0 || !canStart(editor, 'write') || !uploads.sender.current) return
	const previews = await Promise.all(files.map(previewImage))
	const rects = rectsFor(editor, previews.map(sizeOnBoard), point)
	const added: Upload[] = files.flatMap((file, index) => {
		const rect = rects[index]
		if (!rect) return []
		const preview = previews[index]?.url ?? null
		return [{ id: createId(), file, rect, preview, abort: new AbortController(), step: { type: 'preparing' } }]
	})
	uploads.list.update((all) => [...all, ...added])
	await sendImages(
		editor,
		added.map(({ id }) => id),
	)
}

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
	const uploads = boardUi(editor).uploads.list.get()
	return [...cardRects(editor), ...images, ...uploads.map(({ rect }) => rect)]
}

/** A file that has not been sent, as far as the browser can decode it. */
interface Preview {
	/** An object URL, to be revoked by the caller. Null if the browser cannot show the file. */
	url: string | null
	width: number
	height: number
}

const UNKNOWN: Preview = { url: null, width: 320, height: 240 }

/**
 * The size of an image file in px and an object URL for it. An image with too many pixels gets no
 * URL.
 */
function previewImage(file: File): Promise<Preview> {
	const url = URL.createObjectURL(file)
	return new Promise((resolve) => {
		const image = new Image()
		const finish = (preview: Preview) => {
			if (!preview.url) URL.revokeObjectURL(url)
			resolve(preview)
		}
		image.onerror = () => finish(UNKNOWN)
		image.onload = () => {
			const { naturalWidth: width, naturalHeight: height } = image
			if (width === 0 || height === 0) finish(UNKNOWN)
			else finish({ url: width * height > LIMITS.maxImagePixels ? null : url, width, height })
		}
		image.src = url
	})
}
