import { Box, type Editor, type TLShapeId } from '@tldraw/tldraw'
import type { Rect } from './freeSpace.ts'
import { visibleArea } from './visibleArea.ts'

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
	minZoom: number
	maxZoom: number
}

/**
 * The camera that shows `content` whole within what the insets leave of `screen` (px). It never goes below the `least`
 * zoom; what does not fit then is shown from its upper left corner on.
 */
export function fitCamera(
	content: Rect,
	screen: { w: number; h: number },
	{ insets, minZoom, maxZoom }: FitOptions,
): Camera {
	const room = {
		w: Math.max(1, screen.w - insets.left - insets.right),
		h: Math.max(1, screen.h - insets.top - insets.bottom),
	}
	const fit = Math.min(room.w / Math.max(1, content.w), room.h / Math.max(1, content.h))
	const z = Math.min(maxZoom, Math.max(minZoom, fit))
	const left = insets.left + Math.max(0, (room.w - content.w * z) / 2)
	const top = insets.top + Math.max(0, (room.h - content.h * z) / 2)
	return { x: left / z - content.x, y: top / z - content.y, z }
}

/**
 * The places that a camera visits so that `content` can be read at the `least` zoom: the whole board when that is
 * readable, else the whole board and then its parts, in reading order.
 */
export function tourStops(content: Rect, screen: { w: number; h: number }, { insets, minZoom }: FitOptions): Rect[] {
	const part = {
		w: (screen.w - insets.left - insets.right) / minZoom,
		h: (screen.h - insets.top - insets.bottom) / minZoom,
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

interface ZoomOptions {
	isAnimated: boolean
	/** The smallest zoom to go to. */
	minZoom?: number
}

/** Shows the whole board, between the bars that lie over the canvas. */
export function zoomToBoard(editor: Editor, options: ZoomOptions): void {
	const content = editor.getCurrentPageBounds()
	if (content) zoomToRect(editor, content, options)
}

/** Shows a part of the board whole, between the bars that lie over the canvas. */
export function zoomToRect(editor: Editor, content: Rect, { isAnimated, minZoom = 0.1 }: ZoomOptions): void {
	const { w, h } = editor.getViewportScreenBounds()
	const insets = isPhone(editor) ? PHONE_INSETS : h <= SHORT_HEIGHT ? SHORT_INSETS : WORK_INSETS
	const camera = fitCamera(content, { w, h }, { insets, minZoom, maxZoom: 1 })
	editor.setCamera(camera, isAnimated ? { animation: { duration: MOVE_MS } } : { immediate: true })
}

/** Shows these shapes together. */
export function zoomToShapes(editor: Editor, ids: readonly TLShapeId[]): void {
	const bounds = ids.flatMap((id) => editor.getShapePageBounds(id) ?? [])
	if (bounds.length > 0) zoomToRect(editor, Box.Common(bounds), { isAnimated: true })
}

/** A card is read at this zoom at least; one comes no nearer than is needed. */
const READABLE_ZOOM = 0.6
const ZOOM_TO_CARD_MS = 260
/** What the bars take of the screen, in px. */
const TOOLBAR_SPACE = { wide: { x: 40, y: 112 }, phone: { x: 16, y: 140 } }

/** Moves the camera so that a card is seen whole and can be read; stays where that is so already. */
export function zoomToCard(editor: Editor, card: TLShapeId): void {
	const bounds = editor.getShapePageBounds(card)
	if (!bounds) return
	const zoom = editor.getZoomLevel()
	const { x, y } = isPhone(editor) ? TOOLBAR_SPACE.phone : TOOLBAR_SPACE.wide
	const room = visibleArea(editor)
	// The bar below gives way to a keyboard.
	const [top, bottom] = [room.top + y, room.bottom - (room.size === 'usual' ? y : x)]
	const view = editor.getViewportPageBounds()
	const clear = new Box(view.x + x / zoom, view.y + top / zoom, view.w - (2 * x) / zoom, (bottom - top) / zoom)
	if (zoom >= READABLE_ZOOM && clear.contains(bounds)) return
	const z = Math.max(zoom, READABLE_ZOOM)
	const { w } = editor.getViewportScreenBounds()
	const camera = { x: w / 2 / z - bounds.center.x, y: (top + bottom) / 2 / z - bounds.center.y, z }
	editor.setCamera(camera, { animation: { duration: ZOOM_TO_CARD_MS } })
}
