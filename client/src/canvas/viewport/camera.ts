import type { Point, Rect } from '@charrette/shared'
import { boardUi } from '../boardUi.ts'
import type { Editor } from '../engine/editor.ts'
import { Box, type ShapeId } from '../engine/shapes.ts'
import type { Insets } from './insets.ts'

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

const PHONE_WIDTH = 700
/** Space around the content that the camera shows, in screen px. */
const MARGIN = { wide: 24, phone: 12 }
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

/** Moves the camera, animated if `ms` is given. All camera moves of the client go through here. */
export function moveCamera(editor: Editor, to: Camera, ms = 0): void {
	editor.setCamera(to, ms > 0 ? { animation: { duration: ms } } : { immediate: true })
}

/** Zooms to the next level around the middle of the clear part of the canvas. */
export function zoomByStep(editor: Editor, direction: 1 | -1): void {
	zoomTo(editor, nextZoomStep(editor.getZoomLevel(), direction))
}

/** Zooms to a level around the middle of the clear part of the canvas, animated. */
export function zoomTo(editor: Editor, zoom: number): void {
	centerOn(editor, clearPageBounds(editor).center, { zoom, ms: STEP_MS })
}

/** Shows a point of the board in the middle of the clear part of the canvas. */
export function centerOn(
	editor: Editor,
	point: Point,
	{ zoom = editor.getZoomLevel(), ms = 0 }: { zoom?: number; ms?: number } = {},
): void {
	const { x, y } = clearBounds(editor).center
	moveCamera(editor, { x: x / zoom - point.x, y: y / zoom - point.y, z: zoom }, ms)
}

/** Returns the largest part of the canvas that nothing covers, in px of the canvas. */
function clearBounds(editor: Editor): Box {
	const { w, h } = editor.getViewportScreenBounds()
	const { top, right, bottom, left } = boardUi(editor).viewport.insets.get()
	return new Box(left, top, Math.max(1, w - left - right), Math.max(1, h - top - bottom))
}

/** Returns the part of the board that is visible and covered by nothing, in board units. */
export function clearPageBounds(editor: Editor): Box {
	const { x, y, w, h } = clearBounds(editor)
	const zoom = editor.getZoomLevel()
	const { x: cameraX, y: cameraY } = editor.getCamera()
	return new Box(x / zoom - cameraX, y / zoom - cameraY, w / zoom, h / zoom)
}

/** Returns the insets with a margin, between which the camera shows content. */
function insetsWithMargin(editor: Editor): Insets {
	const { top, right, bottom, left } = boardUi(editor).viewport.insets.get()
	const margin = isPhone(editor) ? MARGIN.phone : MARGIN.wide
	return { top: top + margin, right: right + margin, bottom: bottom + margin, left: left + margin }
}

interface ZoomOptions {
	isAnimated: boolean
	/** Defaults to 0.1. */
	minZoom?: number
	/** Defaults to 1. */
	maxZoom?: number
}

/** Space for the titles above the upper edge of clusters, in board units. */
const TITLE_SPACE = 32

/** Shows the whole board clear of bars, panels and notices. */
export function zoomToBoard(editor: Editor, options: ZoomOptions): void {
	const content = editor.getCurrentPageBounds()
	if (!content) return
	const { x, y, w, h } = content
	zoomToRect(editor, { x, y: y - TITLE_SPACE, w, h: h + TITLE_SPACE }, options)
}

/** Shows a rectangle of the board (board units) clear of bars, panels and notices. */
export function zoomToRect(
	editor: Editor,
	content: Rect,
	{ isAnimated, minZoom = 0.1, maxZoom = 1 }: ZoomOptions,
): void {
	const { w, h } = editor.getViewportScreenBounds()
	const camera = fitCamera(content, { w, h }, { insets: insetsWithMargin(editor), minZoom, maxZoom })
	moveCamera(editor, camera, isAnimated ? ZOOM_MS : 0)
}

/** Shows these shapes together, animated. */
export function zoomToShapes(editor: Editor, ids: readonly ShapeId[]): void {
	const bounds = ids.flatMap((id) => editor.getShapePageBounds(id) ?? [])
	if (bounds.length > 0) zoomToRect(editor, Box.Common(bounds), { isAnimated: true })
}

/** The smallest zoom at which a card of the usual size is drawn whole (LEVEL1). */
export const READABLE_ZOOM = 0.8
const ZOOM_TO_CARD_MS = 260

/**
 * Centres a card at a readable zoom. The camera stays where it is if the card is already clear and
 * readable.
 */
export function zoomToCard(editor: Editor, card: ShapeId): void {
	const bounds = editor.getShapePageBounds(card)
	if (!bounds) return
	// A camera that still moves would leave the card again.
	editor.stopCameraAnimation()
	const zoom = editor.getZoomLevel()
	if (zoom >= READABLE_ZOOM && clearPageBounds(editor).contains(bounds)) return
	centerOn(editor, bounds.center, { zoom: Math.max(zoom, READABLE_ZOOM), ms: ZOOM_TO_CARD_MS })
}
