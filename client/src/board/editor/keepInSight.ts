import { Box, computed, type Editor, react, type TLShapeId, unsafe__withoutCapture } from '@tldraw/tldraw'
import { roomForPanel } from '../panels/placeOfPanel.ts'
import { shiftInto } from '../panels/shiftInto.ts'
import { type VisibleRoom, visibleRoom } from '../sight/visibleRoom.ts'

const BESIDE_PX = 28
/** What is to stay clear below what one writes in, in px: for the bars, or for the hints. */
const BELOW_PX: Record<VisibleRoom['size'], number> = { usual: 112, keyboard: 58, tight: 8 }
/** On a phone one writes at no smaller zoom: nobody could read what they write. */
const LEAST_ZOOM = 0.8
const PHONE_PX = 700
/** A cluster's title stands on its upper edge. */
const TITLE_PX = { w: 200, h: 44 }
const MOVE_MS = 200

/**
 * Keeps in sight what one writes in: when one begins, when the card grows, and when a keyboard comes or goes. It stays
 * where it is as long as it is seen; and who moves the board away meanwhile may. Returns its undo.
 */
export function keepWritingInSight(editor: Editor): () => void {
	const height = computed('height of what is written', () => {
		const id = editor.getEditingShapeId()
		const shape = id && editor.getShape(id)
		return shape ? editor.getShapeGeometry(shape).bounds.h : 0
	})
	return react('writing in sight', () => {
		const id = editor.getEditingShapeId()
		const room = visibleRoom(editor)
		height.get()
		if (id) unsafe__withoutCapture(() => bringIntoRoom(editor, id, room))
	})
}

/** Moves the camera just so far that what is written is seen, clear of the bars. */
function bringIntoRoom(editor: Editor, id: TLShapeId, room: VisibleRoom): void {
	const bounds = editor.getShapePageBounds(id)
	if (!bounds) return
	const before = editor.getZoomLevel()
	const z = isOnPhone(editor) ? Math.max(before, LEAST_ZOOM) : before
	const middle = editor.pageToViewport(bounds.center)
	const place =
		editor.getShape(id)?.type === 'frame'
			? titleOf(bounds, middle, z)
			: Box.FromCenter(middle, { x: bounds.w * z, y: bounds.h * z })
	const { w } = editor.getViewportScreenBounds()
	const byX = shiftInto([place.minX, place.maxX], [BESIDE_PX, w - BESIDE_PX], 'start')
	// One goes on at the end of a text.
	const byY = shiftInto([place.minY, place.maxY], [roomForPanel(editor), room.bottom - BELOW_PX[room.size]], 'end')
	if (Math.abs(byX) < 1 && Math.abs(byY) < 1 && z === before) return
	const camera = { x: (middle.x + byX) / z - bounds.center.x, y: (middle.y + byY) / z - bounds.center.y, z }
	editor.setCamera(camera, { animation: { duration: MOVE_MS } })
}

function isOnPhone(editor: Editor): boolean {
	const { w, h } = editor.getViewportScreenBounds()
	return editor.getInstanceState().isCoarsePointer && Math.min(w, h) < PHONE_PX
}

/** Where the title of a cluster is, around whose middle the screen would be at that zoom. */
function titleOf(cluster: Box, middle: { x: number; y: number }, zoom: number): Box {
	const [w, h] = [cluster.w * zoom, cluster.h * zoom]
	return new Box(middle.x - w / 2, middle.y - h / 2 - TITLE_PX.h / 2, Math.min(TITLE_PX.w, w), TITLE_PX.h)
}
