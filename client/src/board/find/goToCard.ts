import { Box, type Editor, type TLShapeId } from '@tldraw/tldraw'
import { isPhone } from '../fitBoard.ts'

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
	const view = editor.getViewportPageBounds()
	const [beside, above] = [x / zoom, y / zoom]
	const clear = new Box(view.x + beside, view.y + above, view.w - 2 * beside, view.h - 2 * above)
	if (zoom >= READABLE_ZOOM && clear.contains(bounds)) return
	const z = Math.max(zoom, READABLE_ZOOM)
	const { w, h } = editor.getViewportScreenBounds()
	const camera = { x: w / 2 / z - bounds.center.x, y: h / 2 / z - bounds.center.y, z }
	editor.setCamera(camera, { animation: { duration: MOVE_MS } })
}
