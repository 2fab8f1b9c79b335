import { Box, type Editor, type TLShapeId } from '@tldraw/tldraw'
import type { Place } from './freePlace.ts'

/** What lies over the canvas on each side, in px of the screen. */
interface Insets {
	top: number
	right: number
	bottom: number
	left: number
}

/** Where the camera stands: `x` and `y` as tldraw has them, board units by which the board is moved. */
export interface Camera {
	x: number
	y: number
	z: number
}

export interface FitOptions {
	insets: Insets
	least: number
	most: number
}

/**
 * The camera that shows `content` whole within what the insets leave of `screen` (px). It never goes below the `least`
 * zoom; what does not fit then is shown from its upper left corner on.
 */
export function cameraFor(
	content: Place,
	screen: { w: number; h: number },
	{ insets, least, most }: FitOptions,
): Camera {
	const room = {
		w: Math.max(1, screen.w - insets.left - insets.right),
		h: Math.max(1, screen.h - insets.top - insets.bottom),
	}
	const fit = Math.min(room.w / Math.max(1, content.w), room.h / Math.max(1, content.h))
	const z = Math.min(most, Math.max(least, fit))
	const left = insets.left + Math.max(0, (room.w - content.w * z) / 2)
	const top = insets.top + Math.max(0, (room.h - content.h * z) / 2)
	return { x: left / z - content.x, y: top / z - content.y, z }
}

/**
 * The places that a camera visits so that `content` can be read at the `least` zoom: the whole board when that is
 * readable, else the whole board and then its parts, in reading order.
 */
export function tourOf(content: Place, screen: { w: number; h: number }, { insets, least }: FitOptions): Place[] {
	const part = {
		w: (screen.w - insets.left - insets.right) / least,
		h: (screen.h - insets.top - insets.bottom) / least,
	}
	const columns = Math.max(1, Math.ceil(content.w / part.w))
	const rows = Math.max(1, Math.ceil(content.h / part.h))
	if (columns === 1 && rows === 1) return [content]
	const size = { w: content.w / columns, h: content.h / rows }
	const parts = Array.from({ length: rows * columns }, (_, index) => ({
		x: content.x + (index % columns) * size.w,
		y: content.y + Math.floor(index / columns) * size.h,
		...size,
	}))
	return [content, ...parts]
}

const WORK_INSETS = { top: 92, right: 40, bottom: 108, left: 40 }
const PHONE_WIDTH = 700
const PHONE_INSETS = { top: 76, right: 16, bottom: 96, left: 16 }
/** A phone that lies on its side. */
const SHORT_INSETS = { top: 64, right: 16, bottom: 72, left: 68 }
const SHORT_HEIGHT = 480
const MOVE_MS = 320

/** Whether the canvas is as narrow as a phone; the bars are laid out for it then, too. */
export function isPhone(editor: Editor): boolean {
	return editor.getViewportScreenBounds().w < PHONE_WIDTH
}

interface ShowOptions {
	isAnimated: boolean
	/** The smallest zoom to go to. */
	least?: number
}

/** Shows the whole board, between the bars that lie over the canvas. */
export function showWholeBoard(editor: Editor, options: ShowOptions): void {
	const content = editor.getCurrentPageBounds()
	if (content) showPlace(editor, content, options)
}

/** Shows a part of the board whole, between the bars that lie over the canvas. */
export function showPlace(editor: Editor, content: Place, { isAnimated, least = 0.1 }: ShowOptions): void {
	const { w, h } = editor.getViewportScreenBounds()
	const insets = isPhone(editor) ? PHONE_INSETS : h <= SHORT_HEIGHT ? SHORT_INSETS : WORK_INSETS
	const camera = cameraFor(content, { w, h }, { insets, least, most: 1 })
	editor.setCamera(camera, isAnimated ? { animation: { duration: MOVE_MS } } : { immediate: true })
}

/** Shows these shapes together. */
export function showShapes(editor: Editor, ids: readonly TLShapeId[]): void {
	const bounds = ids.flatMap((id) => editor.getShapePageBounds(id) ?? [])
	if (bounds.length > 0) showPlace(editor, Box.Common(bounds), { isAnimated: true })
}
