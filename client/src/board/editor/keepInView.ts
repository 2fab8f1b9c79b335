import {
	Box,
	type BoxModel,
	computed,
	type Editor,
	react,
	type TLShapeId,
	unsafe__withoutCapture,
} from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { panelClearance } from '../panels/SelectionPanel.tsx'
import type { VisibleArea } from '../viewport/visibleArea.ts'

const BESIDE_PX = 28
/** What is to stay clear below what one writes in, in px: for the bars, or for the hints. */
const BELOW_PX: Record<VisibleArea['size'], number> = { usual: 112, keyboard: 58, tight: 8 }
/** On a phone one writes at no smaller zoom: nobody could read what they write. */
const MIN_ZOOM = 0.8
const PHONE_PX = 700
/** A cluster's title stands on its upper edge. */
const TITLE_PX = { w: 200, h: 44 }
const MOVE_MS = 200

/**
 * Keeps in sight what one writes in: when one begins, when the card grows, and when a keyboard comes or goes. It stays
 * where it is as long as it is seen; and who moves the board away meanwhile may. Returns its undo.
 */
export function keepEditingInView(editor: Editor): () => void {
	const height = computed('height of what is written', () => {
		const id = editor.getEditingShapeId()
		const shape = id && editor.getShape(id)
		return shape ? editor.getShapeGeometry(shape).bounds.h : 0
	})
	return react('writing in sight', () => {
		const id = editor.getEditingShapeId()
		const room = boardUi(editor).visibleArea.get()
		height.get()
		if (id) unsafe__withoutCapture(() => panIntoView(editor, id, room))
	})
}

/** Moves the camera just so far that what is written is seen, clear of the bars. */
function panIntoView(editor: Editor, id: TLShapeId, room: VisibleArea): void {
	const bounds = editor.getShapePageBounds(id)
	if (!bounds) return
	const before = editor.getZoomLevel()
	const z = isOnPhone(editor) ? Math.max(before, MIN_ZOOM) : before
	const middle = editor.pageToViewport(bounds.center)
	const place =
		editor.getShape(id)?.type === 'frame'
			? titleRect(bounds, middle, z)
			: Box.FromCenter(middle, { x: bounds.w * z, y: bounds.h * z })
	const { w } = editor.getViewportScreenBounds()
	const byX = shiftInto([place.minX, place.maxX], [BESIDE_PX, w - BESIDE_PX], 'start')
	// One goes on at the end of a text.
	const byY = shiftInto([place.minY, place.maxY], [panelClearance(editor), room.bottom - BELOW_PX[room.size]], 'end')
	if (Math.abs(byX) < 1 && Math.abs(byY) < 1 && z === before) return
	const camera = { x: (middle.x + byX) / z - bounds.center.x, y: (middle.y + byY) / z - bounds.center.y, z }
	editor.setCamera(camera, { animation: { duration: MOVE_MS } })
}

function isOnPhone(editor: Editor): boolean {
	const { w, h } = editor.getViewportScreenBounds()
	return editor.getInstanceState().isCoarsePointer && Math.min(w, h) < PHONE_PX
}

/** Where the title of a cluster is, around whose middle the screen would be at that zoom. */
function titleRect(cluster: Box, middle: { x: number; y: number }, zoom: number): Box {
	const [w, h] = [cluster.w * zoom, cluster.h * zoom]
	return new Box(middle.x - w / 2, middle.y - h / 2 - TITLE_PX.h / 2, Math.min(TITLE_PX.w, w), TITLE_PX.h)
}

/** Keeps the middle of what one sees in the middle when a phone is turned on its side, and back. Returns its undo. */
export function keepCenterOnRotation(editor: Editor): () => void {
	let before: BoxModel | null = null
	return react('middle of what is seen', () => {
		const { x, y, w, h } = editor.getViewportScreenBounds()
		if (before && isRotated(before, { w, h })) {
			const by = { x: (w - before.w) / 2, y: (h - before.h) / 2 }
			unsafe__withoutCapture(() => moveBy(editor, by))
		}
		before = { x, y, w, h }
	})
}

/** A keyboard makes a screen lower, and a window is made wider; only what is turned lies the other way afterwards. */
function isRotated(before: { w: number; h: number }, { w, h }: { w: number; h: number }): boolean {
	return w !== before.w && h !== before.h && w > h !== before.w > before.h
}

function moveBy(editor: Editor, by: { x: number; y: number }): void {
	// Who follows somebody goes where they look; and who writes is shown what they write.
	if (editor.getInstanceState().followingUserId || editor.getEditingShapeId()) return
	const { x, y, z } = editor.getCamera()
	editor.setCamera({ x: x + by.x / z, y: y + by.y / z, z }, { immediate: true })
}

/** From where to where something reaches, along one axis. */
export type Interval = readonly [from: number, to: number]

/** How far a stretch must be moved, and no farther, to lie within the room. What is too long for it shows the end that is `kept`. */
export function shiftInto([from, to]: Interval, [start, end]: Interval, kept: 'start' | 'end'): number {
	const isTooLong = to - from > end - start
	if (isTooLong) return kept === 'start' ? start - from : end - to
	return Math.max(0, start - from) - Math.max(0, to - end)
}
