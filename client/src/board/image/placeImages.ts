import type { ImageShape } from '@charrette/shared'
import { createShapeId, type Editor, react } from '@tldraw/tldraw'
import { isInGesture } from '../../sync/gesture.ts'
import { authorOf } from '../author.ts'
import { imageUrl, imageWidthFor } from './imageUrl.ts'
import { dropUpload, findUpload, setStep, type Upload } from './uploads.ts'

type ReadyUpload = Upload & { step: { type: 'ready'; path: string } }

/** Puts those of these images that the server has on the board, all in one step of undo. */
export async function placeImages(editor: Editor, ids: readonly string[]): Promise<void> {
	await Promise.all(readyAmong(editor, ids).map((upload) => untilSeen(editor, upload)))
	await untilHandIsFree(editor)
	const ready = readyAmong(editor, ids)
	if (ready.length === 0 || editor.isDisposed) return
	if (editor.getIsReadonly()) {
		for (const { id } of ready) setStep(editor, id, { type: 'failed', code: 'view_only' })
		return
	}
	const author = authorOf(editor).current.id
	const images = ready.map(({ place, step }) => ({
		id: createShapeId(),
		type: 'image' as const,
		x: place.x,
		y: place.y,
		props: { w: place.w, h: place.h, path: step.path, alt: '' },
		meta: author ? { author } : {},
	}))
	editor.markHistoryStoppingPoint('add images')
	editor.run(() => {
		editor.createShapes<ImageShape>(images)
		if (editor.isIn('select.idle')) editor.select(...images.map(({ id }) => id))
	})
	for (const { id } of ready) dropUpload(editor, id)
}

function readyAmong(editor: Editor, ids: readonly string[]): ReadyUpload[] {
	return ids.flatMap((id) => {
		const upload = findUpload(editor, id)
		return upload?.step.type === 'ready' ? [{ ...upload, step: upload.step }] : []
	})
}

/** The browser has the file before it takes the place of its preview, so that nothing flickers. */
async function untilSeen(editor: Editor, { place, step }: ReadyUpload): Promise<void> {
	const image = new Image()
	const pixels = place.w * editor.getZoomLevel() * editor.getInstanceState().devicePixelRatio
	image.src = imageUrl(step.path, imageWidthFor(pixels))
	// One that cannot be fetched just now will be when it is looked at.
	await image.decode().catch(() => {})
}

/** What comes onto the board while somebody drags would become a part of the drag. */
function untilHandIsFree(editor: Editor): Promise<void> {
	return new Promise((resolve) => {
		const stop = react('hand is free', () => {
			if (isInGesture(editor)) return
			queueMicrotask(() => {
				stop()
				resolve()
			})
		})
	})
}
