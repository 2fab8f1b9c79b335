import type { CardShape, Rect } from '@charrette/shared'
import type { VisibleArea } from '../../ui/visibleArea.ts'
import { boardUi } from '../boardUi.ts'
import { measureCard } from '../card/measureCard.ts'
import type { Editor, EditorEvent } from '../engine/editor.ts'
import { Box, type ShapeId } from '../engine/shapes.ts'
import { computed, react, untracked } from '../engine/signals.ts'
import { panelClearance } from '../panels/SelectionPanel.tsx'
import { type Camera, moveCamera } from '../viewport/camera.ts'
import { type CoveredCanvas, clearColumn, clearRow, type Span } from '../viewport/insets.ts'

/* Distances in screen px. */
const BESIDE_PX = 28
const ABOVE_PX = 8
/** Space kept free below the edited shape, for the hint about long texts. */
const BELOW_PX: Record<VisibleArea['size'], number> = { usual: 28, keyboard: 58, tight: 8 }
/** The minimum zoom on a phone while the title of a cluster is edited. */
const MIN_ZOOM = 0.8
/**
 * Smallest apparent size of a card's text while it is edited. The camera zooms no further, so that
 * the person still sees where the card is.
 */
const MIN_TEXT_PX = { wide: 11, phone: 14 }
/** Smallest size of a card's text, in board units at a scale of 1. */
const SMALLEST_TEXT = 13
const PHONE_PX = 700
/** Size of a cluster's title, which lies on its upper edge. */
const TITLE_PX = { w: 200, h: 44 }
const MOVE_MS = 200

/**
 * Keeps the edited shape in the visible area, and a card's text readable, when editing starts, when
 * the shape grows, and when a phone's keyboard or a notice appears. The camera moves only as far as
 * needed. When editing ends, a camera that was zoomed moves back once the person pauses, unless
 * they have moved it or continue to work. Returns a function that stops this.
 */
export function keepEditingInView(editor: Editor): () => void {
	const height = computed('height of the edited shape', () => {
		const id = editor.getEditingShapeId()
		const shape = id && editor.getShape(id)
		return shape ? editor.getShapeGeometry(shape).bounds.h : 0
	})
	const zoomBack = createZoomBack(editor)
	let edited: ShapeId | null = null
	const stop = react('edited shape in view', () => {
		const id = editor.getEditingShapeId()
		const visible = boardUi(editor).viewport.visibleArea.get()
		height.get()
		// Captured, since a notice may appear above the shape.
		boardUi(editor).viewport.covers.get()
		untracked(() => {
			if (id) {
				const z = id === edited ? editor.getZoomLevel() : readableZoom(editor, id)
				zoomBack.moved(panIntoView(editor, id, { visible, z }))
			} else if (edited) zoomBack.end()
		})
		edited = id
	})
	return () => {
		stop()
		zoomBack.dispose()
	}
}

/** Returns the zoom for editing a shape: a card's text is readable, and its whole width visible. */
function readableZoom(editor: Editor, id: ShapeId): number {
	const before = editor.getZoomLevel()
	const shape = editor.getShape(id)
	if (shape?.type !== 'card') return isTouchPhone(editor) ? Math.max(before, MIN_ZOOM) : before
	const { fontSize, scale } = measureCard(shape as CardShape)
	const least = isTouchPhone(editor) ? MIN_TEXT_PX.phone : MIN_TEXT_PX.wide
	if (fontSize * before >= least) return before
	const widest = (editor.getViewportScreenBounds().w - 2 * BESIDE_PX) / (shape as CardShape).props.w
	return Math.max(before, Math.min(least / (SMALLEST_TEXT * scale), widest))
}

/** Time for which the pointer must rest before the camera moves back. */
const REST_MS = 600

/**
 * Moves the camera back to its position before editing zoomed it, once the person pauses. Until
 * then nothing moves under the pointer. A press cancels the move until the next edit.
 */
function createZoomBack(editor: Editor) {
	let from: Camera | null = null
	let to: Camera | null = null
	let movedAt = 0
	let backAt = Number.NEGATIVE_INFINITY
	let stopWaiting: (() => void) | null = null
	const isMovedAway = () => {
		const { x, y, z } = editor.getCamera()
		const isThere = to !== null && Math.hypot(x - to.x, y - to.y) < 1 && Math.abs(z - to.z) < 0.001
		return !isThere && performance.now() - movedAt > MOVE_MS * 2
	}
	const goBack = () => {
		// Whoever writes in another field, as in the search, may look at what it shows.
		const isWriting = document.activeElement?.matches('input, textarea') === true
		if (from && !isWriting && !isMovedAway()) {
			moveCamera(editor, from, MOVE_MS)
			backAt = performance.now()
		}
		from = null
	}
	const wait = () => {
		stopWaiting?.()
		const { x, y } = editor.inputs.currentScreenPoint
		const timer = editor.timers.setTimeout(() => {
			const point = editor.inputs.currentScreenPoint
			if (editor.getEditingShapeId()) return
			if (point.x === x && point.y === y && !editor.inputs.isPointing) goBack()
			else wait()
		}, REST_MS)
		stopWaiting = () => clearTimeout(timer)
	}
	const onEvent = (event: EditorEvent) => {
		if (event.name !== 'pointer_down') return
		stopWaiting?.()
		// A press stops the animation, so that the board does not move under the finger.
		if (performance.now() - backAt < MOVE_MS) editor.stopCameraAnimation()
	}
	// Runs before the press is handled, which may end the editing.
	editor.on('before-event', onEvent)
	return {
		/** Records a camera move; null if the camera did not move. */
		moved(move: { from: Camera; to: Camera } | null): void {
			if (!move) return
			if (from && isMovedAway()) from = null
			if (move.to.z > move.from.z) from ??= move.from
			to = move.to
			movedAt = performance.now()
		},
		/** Called when editing has ended, or continues in another shape within this step. */
		end(): void {
			if (from) wait()
		},
		dispose(): void {
			stopWaiting?.()
			editor.off('before-event', onEvent)
		},
	}
}

/**
 * Moves the camera as far as needed to show the shape at zoom `z`, clear of the bars. Returns the
 * two cameras, or null without a move.
 */
function panIntoView(
	editor: Editor,
	id: ShapeId,
	{ visible, z }: { visible: VisibleArea; z: number },
): { from: Camera; to: Camera } | null {
	const bounds = editor.getShapePageBounds(id)
	if (!bounds) return null
	const from = editor.getCamera()
	const middle = editor.pageToViewport(bounds.center)
	const rect =
		editor.getShape(id)?.type === 'frame'
			? titleRect(bounds, middle, z)
			: Box.FromCenter(middle, { x: bounds.w * z, y: bounds.h * z })
	const canvas = boardUi(editor).viewport.coveredCanvas.get()
	const [left, right] = clearRow(canvas, [rect.minY, rect.maxY])
	const [, bottom] = clearColumn(canvas, [rect.minX, rect.maxX])
	const byX = shiftInto([rect.minX, rect.maxX], [left + BESIDE_PX, right - BESIDE_PX], 'start')
	// Of a long text, the end is shown, where typing continues.
	const byY = shiftInto(
		[rect.minY, rect.maxY],
		[panelClearance(editor, rect.minX, rect.maxX), bottom - BELOW_PX[visible.size]],
		'end',
	)
	if (Math.abs(byX) < 1 && Math.abs(byY) < 1 && z === from.z) return null
	const to = { x: (middle.x + byX) / z - bounds.center.x, y: (middle.y + byY) / z - bounds.center.y, z }
	moveCamera(editor, to, MOVE_MS)
	return { from, to }
}

/**
 * Returns whether this is a phone in either orientation; `isPhone` only checks the width of the
 * canvas.
 */
function isTouchPhone(editor: Editor): boolean {
	const { w, h } = editor.getViewportScreenBounds()
	return editor.getInstanceState().isCoarsePointer && Math.min(w, h) < PHONE_PX
}

/**
 * Returns the rectangle of a cluster's title in px of the canvas, for a cluster with its middle at
 * `middle` at that zoom.
 */
function titleRect(cluster: Box, middle: { x: number; y: number }, zoom: number): Box {
	const [w, h] = [cluster.w * zoom, cluster.h * zoom]
	return new Box(middle.x - w / 2, middle.y - h / 2 - TITLE_PX.h / 2, Math.min(TITLE_PX.w, w), TITLE_PX.h)
}

/**
 * Moves the board as far as needed when a notice appears over the selection. It does not move
 * during a gesture, or if there is no room below. Returns a function that stops this.
 */
export function keepSelectionClear(editor: Editor): () => void {
	let before: CoveredCanvas | null = null
	return react('selection clear of notices', () => {
		const now = boardUi(editor).viewport.coveredCanvas.get()
		untracked(() => {
			const bounds = editor.getSelectionPageBounds()
			if (!before || !bounds || editor.inputs.isPointing) return
			const { size } = boardUi(editor).viewport.visibleArea.get()
			const start = editor.pageToViewport(bounds.point)
			const end = editor.pageToViewport({ x: bounds.maxX, y: bounds.maxY })
			const [top, bottom] = clearColumn(now, [start.x, end.x])
			const [topBefore] = clearColumn(before, [start.x, end.x])
			const edge = top + ABOVE_PX
			const wasClear = start.y >= topBefore + ABOVE_PX
			const hasRoom = end.y + edge - start.y <= bottom - BELOW_PX[size]
			if (wasClear && start.y < edge && hasRoom) moveBy(editor, { x: 0, y: edge - start.y }, MOVE_MS)
		})
		before = now
	})
}

/** Keeps the centre of the viewport when a phone is rotated. Returns a function that stops this. */
export function keepCenterOnRotation(editor: Editor): () => void {
	let before: Rect | null = null
	return react('centre of the viewport', () => {
		const { x, y, w, h } = editor.getViewportScreenBounds()
		if (before && isRotated(before, { w, h })) {
			const by = { x: (w - before.w) / 2, y: (h - before.h) / 2 }
			untracked(() => moveBy(editor, by))
		}
		before = { x, y, w, h }
	})
}

/**
 * Returns whether landscape and portrait were swapped. Only a rotation does that; a keyboard or a
 * resized window does not.
 */
function isRotated(before: { w: number; h: number }, { w, h }: { w: number; h: number }): boolean {
	return w !== before.w && h !== before.h && w > h !== before.w > before.h
}

function moveBy(editor: Editor, by: { x: number; y: number }, ms = 0): void {
	// While following or editing, another function moves the camera.
	if (editor.getInstanceState().followingUserId || editor.getEditingShapeId()) return
	const { x, y, z } = editor.getCamera()
	moveCamera(editor, { x: x + by.x / z, y: y + by.y / z, z }, ms)
}

/**
 * Returns the smallest shift that moves the first interval into the second. If it is too long, the
 * `preferred` end is shown.
 */
export function shiftInto([from, to]: Span, [start, end]: Span, preferred: 'start' | 'end'): number {
	const isTooLong = to - from > end - start
	if (isTooLong) return preferred === 'start' ? start - from : end - to
	return Math.max(0, start - from) - Math.max(0, to - end)
}
