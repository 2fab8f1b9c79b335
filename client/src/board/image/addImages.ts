import { createId, isImage, LIMITS } from '@charrette/shared'
import type { Editor, VecLike } from '@tldraw/tldraw'
import { CARD_GAP, cardRects } from '../card/addCards.ts'
import { canStart } from '../permissions.ts'
import { findFreeSpace, type Rect } from '../viewport/freeSpace.ts'
import { layoutImages, sizeOnBoard } from './imageSize.ts'
import { imageSender, sendImages } from './sendImages.ts'
import { type Upload, uploadsOf } from './uploads.ts'

/** Files that somebody brings. `point`: where they were dropped; without it they go to a free place in the middle of what is seen. */
interface AddImagesOptions {
	files: readonly File[]
	point?: VecLike
}

/** Brings images onto the board: each has its place at once, where it is seen coming, and is on the board when the server has it. */
export async function addImages(editor: Editor, { files, point }: AddImagesOptions): Promise<void> {
	if (files.length === 0 || !canStart(editor, 'write') || !imageSender(editor).current) return
	const previews = await Promise.all(files.map(previewImage))
	const places = rectsFor(editor, previews.map(sizeOnBoard), point)
	const uploads: Upload[] = files.flatMap((file, index) => {
		const place = places[index]
		if (!place) return []
		const preview = previews[index]?.url ?? null
		return [{ id: createId(), file, place, preview, abort: new AbortController(), step: { type: 'preparing' } }]
	})
	uploadsOf(editor).update((all) => [...all, ...uploads])
	await sendImages(
		editor,
		uploads.map(({ id }) => id),
	)
}

function rectsFor(editor: Editor, sizes: { w: number; h: number }[], point?: VecLike): Rect[] {
	if (point) return layoutImages(sizes, point)
	const places = layoutImages(sizes, editor.getViewportPageBounds().center)
	const block = boundsOf(places)
	const free = findFreeSpace(block, takenRects(editor), { x: 0, y: CARD_GAP * 2 })
	return places.map((place) => ({ ...place, x: place.x + free.x - block.x, y: place.y + free.y - block.y }))
}

function boundsOf(places: readonly Rect[]): Rect {
	const x = Math.min(...places.map((place) => place.x))
	const y = Math.min(...places.map((place) => place.y))
	const right = Math.max(...places.map((place) => place.x + place.w))
	const bottom = Math.max(...places.map((place) => place.y + place.h))
	return { x, y, w: right - x, h: bottom - y }
}

/** Where cards and images lie, and where images will. */
function takenRects(editor: Editor): Rect[] {
	const images = editor.getCurrentPageShapes().flatMap((shape) => {
		const bounds = isImage(shape) && editor.getShapePageBounds(shape.id)
		return bounds ? [{ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }] : []
	})
	const coming = uploadsOf(editor)
		.get()
		.map(({ rect }) => rect)
	return [...cardRects(editor), ...images, ...coming]
}

/** An image that is still on this device, as far as the browser can show it. */
export interface Preview {
	/** An address in this page; let go of it when it is not shown any more. Null if there is nothing to show. */
	url: string | null
	width: number
	height: number
}

const UNKNOWN: Preview = { url: null, width: 320, height: 240 }

/** Looks at a file: its size in pixels, and an address at which this page alone can show it. Never unpacks one that is far too large. */
function previewImage(file: File): Promise<Preview> {
	const url = URL.createObjectURL(file)
	return new Promise((resolve) => {
		const image = new Image()
		const give = (preview: Preview) => {
			if (!preview.url) URL.revokeObjectURL(url)
			resolve(preview)
		}
		image.onerror = () => give(UNKNOWN)
		image.onload = () => {
			const { naturalWidth: width, naturalHeight: height } = image
			if (width === 0 || height === 0) give(UNKNOWN)
			else give({ url: width * height > LIMITS.maxImagePixels ? null : url, width, height })
		}
		image.src = url
	})
}
