import { createId, isImage } from '@charrette/shared'
import type { Editor, VecLike } from '@tldraw/tldraw'
import { CARD_GAP, cardPlaces } from '../card/addCards.ts'
import { mayBegin } from '../permits.ts'
import { freePlace, type Place } from '../sight/freePlace.ts'
import { layInRows, sizeOnBoard } from './imageSize.ts'
import { previewImage } from './previewImage.ts'
import { imageSenderOf, sendImages } from './sendImages.ts'
import { type Upload, uploadsOf } from './uploads.ts'

/** Files that somebody brings. `point`: where they were dropped; without it they go to a free place in the middle of what is seen. */
interface Brought {
	files: readonly File[]
	point?: VecLike
}

/** Brings images onto the board: each has its place at once, where it is seen coming, and is on the board when the server has it. */
export async function addImages(editor: Editor, { files, point }: Brought): Promise<void> {
	if (files.length === 0 || !mayBegin(editor, 'write') || !imageSenderOf(editor).current) return
	const previews = await Promise.all(files.map(previewImage))
	const places = placesFor(editor, previews.map(sizeOnBoard), point)
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

function placesFor(editor: Editor, sizes: { w: number; h: number }[], point?: VecLike): Place[] {
	if (point) return layInRows(sizes, point)
	const places = layInRows(sizes, editor.getViewportPageBounds().center)
	const block = blockAround(places)
	const free = freePlace(block, takenPlaces(editor), { x: 0, y: CARD_GAP * 2 })
	return places.map((place) => ({ ...place, x: place.x + free.x - block.x, y: place.y + free.y - block.y }))
}

function blockAround(places: readonly Place[]): Place {
	const x = Math.min(...places.map((place) => place.x))
	const y = Math.min(...places.map((place) => place.y))
	const right = Math.max(...places.map((place) => place.x + place.w))
	const bottom = Math.max(...places.map((place) => place.y + place.h))
	return { x, y, w: right - x, h: bottom - y }
}

/** Where cards and images lie, and where images will. */
function takenPlaces(editor: Editor): Place[] {
	const images = editor.getCurrentPageShapes().flatMap((shape) => {
		const bounds = isImage(shape) && editor.getShapePageBounds(shape.id)
		return bounds ? [{ x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }] : []
	})
	const coming = uploadsOf(editor)
		.get()
		.map(({ place }) => place)
	return [...cardPlaces(editor), ...images, ...coming]
}
