import { Box, type Editor, type TLShapeId } from '@tldraw/tldraw'
import { isPhone } from '../sight/fitBoard.ts'
import { visibleRoom } from '../sight/visibleRoom.ts'

/** A card is read at this zoom at least; one comes no nearer than is needed. */
const READABLE_ZOOM = 0.6
const MOVE_MS = 260
/** What the bars take of the screen, in px. */
const BARS = { wide: { x: 40, y: 112 }, phone: { x: 16, y: 140 } }

/** Moves the camera so that a card is seen whole and can be read; stays where that is so already. */
export function goToCard(editor: Editor, card: TLShapeId): void {
	const bounds = editor.getShapePageBounds(card)
	if (!bounds) return
	const zoom = editor.getZoomLevel()
	const { x, y } = isPhone(editor) ? BARS.phone : BARS.wide
	const room = visibleRoom(editor)
	// The bar below gives way to a keyboard.
	const [top, bottom] = [room.top + y, room.bottom - (room.size === 'usual' ? y : x)]
	const view = editor.getViewportPageBounds()
	const clear = new Box(view.x + x / zoom, view.y + top / zoom, view.w - (2 * x) / zoom, (bottom - top) / zoom)
	if (zoom >= READABLE_ZOOM && clear.contains(bounds)) return
	const z = Math.max(zoom, READABLE_ZOOM)
	const { w } = editor.getViewportScreenBounds()
	const camera = { x: w / 2 / z - bounds.center.x, y: (top + bottom) / 2 / z - bounds.center.y, z }
	editor.setCamera(camera, { animation: { duration: MOVE_MS } })
}
