import { Box, type Editor, type TLShapeId } from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import type { Rect } from './freeSpace.ts'
import { computeTopInset, type Span } from './topInset.ts'

/** Number of screen px that toolbars cover on each side of the canvas. */
export interface Insets {
	top: number
	right: number
	bottom: number
	left: number
}

/**
 * A camera as tldraw defines it: `x` and `y` are board units by which the board is moved, `z` is
 * the zoom.
 */
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
 * Returns the camera that shows `content` (board units) whole and centred between the insets of
 * `screen` (px). If it does not fit at `minZoom`, its upper left corner is shown.
 */
export function fitCamera(
	content: Rect,
	screen: { w: number; h: number },
	{ insets, minZoom, maxZoom }: FitOptions,
): Camera {
	const space = {
		w: Math.max(1, screen.w - insets.left - insets.right),
		h: Math.max(1, screen.h - insets.top - insets.bottom),
	}
	const fit = Math.min(space.w / Math.max(1, content.w), space.h / Math.max(1, content.h))
	const z = Math.min(maxZoom, Math.max(minZoom, fit))
	const left = insets.left + Math.max(0, (space.w - content.w * z) / 2)
	const top = insets.top + Math.max(0, (space.h - content.h * z) / 2)
	return { x: left / z - content.x, y: top / z - content.y, z }
}

/**
 * The insets for the top bar with the search below it. A status bar between them is added to these.
 */
const WIDE_INSETS = { top: 132, right: 40, bottom: 108, left: 40 }
const PHONE_WIDTH = 700
const PHONE_INSETS = { top: 76, right: 16, bottom: 96, left: 16 }
/** Insets on a phone in landscape. */
const LANDSCAPE_INSETS = { top: 64, right: 16, bottom: 72, left: 68 }
const LANDSCAPE_HEIGHT = 480
/**
 * Space below the bars and notices, and the largest share of the canvas that is kept free for them.
 */
const BELOW_BARS = 12
const MAX_COVERED = 0.4
const ZOOM_MS = 320

/**
 * Returns whether the canvas is as narrow as a phone. The CSS lays out the toolbars for a phone at
 * the same width.
 */
export function isPhone(editor: Editor): boolean {
	return editor.getViewportScreenBounds().w < PHONE_WIDTH
}

/** The zoom levels of the buttons and keys. */
const ZOOM_STEPS = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 8]
/** Factor within which a zoom counts as being at a step. */
const AT_STEP = 1.005
const STEP_MS = 160

/**
 * Returns the next zoom level above (1) or below (-1) a zoom, or the outermost level beyond them.
 */
export function nextZoomStep(zoom: number, direction: 1 | -1): number {
	const next =
		direction > 0
			? ZOOM_STEPS.find((step) => step > zoom * AT_STEP)
			: ZOOM_STEPS.findLast((step) => step < zoom / AT_STEP)
	return next ?? ZOOM_STEPS.at(direction > 0 ? -1 : 0) ?? zoom
}

/** Zooms to the next level around the middle of the canvas. */
export function zoomByStep(editor: Editor, direction: 1 | -1): void {
	const { x, y, z } = editor.getCamera()
	const zoom = nextZoomStep(z, direction)
	const { w, h } = editor.getViewportScreenBounds()
	const shift = (size: number) => size / 2 / zoom - size / 2 / z
	editor.setCamera({ x: x + shift(w), y: y + shift(h), z: zoom }, { animation: { duration: STEP_MS } })
}

interface ZoomOptions {
	isAnimated: boolean
	/** Defaults to 0.1. */
	minZoom?: number
}

/** Returns the lower edge of the bars and notices over the canvas; see `computeTopInset`. */
export function topInsetAt(editor: Editor, span?: Span): number {
	return computeTopInset(boardUi(editor).topInset.get(), boardUi(editor).visibleArea.get(), span)
}

/** Space for the titles above the upper edge of clusters, in board units. */
const TITLE_SPACE = 32

/** Shows the whole board between the toolbars. */
export function zoomToBoard(editor: Editor, options: ZoomOptions): void {
	const content = editor.getCurrentPageBounds()
	if (!content) return
	const { x, y, w, h } = content
	zoomToRect(editor, { x, y: y - TITLE_SPACE, w, h: h + TITLE_SPACE }, options)
}

/** Shows a rectangle of the board (board units) between the toolbars, at 100 % at most. */
export function zoomToRect(editor: Editor, content: Rect, { isAnimated, minZoom = 0.1 }: ZoomOptions): void {
	const { w, h } = editor.getViewportScreenBounds()
	const base = isPhone(editor) ? PHONE_INSETS : h <= LANDSCAPE_HEIGHT ? LANDSCAPE_INSETS : WIDE_INSETS
	const belowNotices = Math.min(topInsetAt(editor) + BELOW_BARS, h * MAX_COVERED)
	const insets = { ...base, top: Math.max(base.top + statusBarHeight(editor), belowNotices) }
	const camera = fitCamera(content, { w, h }, { insets, minZoom, maxZoom: 1 })
	editor.setCamera(camera, isAnimated ? { animation: { duration: ZOOM_MS } } : { immediate: true })
}

/**
 * Returns the height that a status bar on its own line takes below the top bar; the stylesheet sets
 * it as `--strip`.
 */
function statusBarHeight(editor: Editor): number {
	return Number.parseFloat(getComputedStyle(editor.getContainer()).getPropertyValue('--strip')) || 0
}

/** Shows these shapes together, animated. */
export function zoomToShapes(editor: Editor, ids: readonly TLShapeId[]): void {
	const bounds = ids.flatMap((id) => editor.getShapePageBounds(id) ?? [])
	if (bounds.length > 0) zoomToRect(editor, Box.Common(bounds), { isAnimated: true })
}

/** The smallest zoom at which a card is readable. */
const READABLE_ZOOM = 0.6
const ZOOM_TO_CARD_MS = 260
/** Number of screen px that toolbars take from each side (`x`) and from top and bottom (`y`). */
const TOOLBAR_SPACE = { wide: { x: 40, y: 112 }, phone: { x: 16, y: 140 } }

/**
 * Centres a card at a readable zoom. The camera stays where it is if the card is already visible
 * and readable.
 */
export function zoomToCard(editor: Editor, card: TLShapeId): void {
	const bounds = editor.getShapePageBounds(card)
	if (!bounds) return
	const zoom = editor.getZoomLevel()
	const { x, y } = isPhone(editor) ? TOOLBAR_SPACE.phone : TOOLBAR_SPACE.wide
	const area = boardUi(editor).visibleArea.get()
	// The lower toolbar is hidden while a keyboard is open.
	const [top, bottom] = [Math.max(area.top + y, topInsetAt(editor)), area.bottom - (area.size === 'usual' ? y : x)]
	const view = editor.getViewportPageBounds()
	const clear = new Box(view.x + x / zoom, view.y + top / zoom, view.w - (2 * x) / zoom, (bottom - top) / zoom)
	if (zoom >= READABLE_ZOOM && clear.contains(bounds)) return
	const z = Math.max(zoom, READABLE_ZOOM)
	const { w } = editor.getViewportScreenBounds()
	const camera = { x: w / 2 / z - bounds.center.x, y: (top + bottom) / 2 / z - bounds.center.y, z }
	editor.setCamera(camera, { animation: { duration: ZOOM_TO_CARD_MS } })
}
