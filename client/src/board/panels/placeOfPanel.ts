import type { Editor } from '@tldraw/tldraw'
import { isPhone } from '../sight/fitBoard.ts'
import { visibleRoom } from '../sight/visibleRoom.ts'

const HALF_WIDTH = { wide: 236, phone: 170 }
const MARGIN = 8
const GAP = 12
/** How high the panel is at most; on a phone it has two rows. */
const HEIGHT = { wide: 54, phone: 100 }
/** What the top bar takes; it gives way where a keyboard leaves no room for it. */
const TOP_BAR = { usual: 80, keyboard: 80, tight: 4 }

/** How much of the canvas, in px from its upper edge, what is selected must leave so that its panel has room above it. */
export function roomForPanel(editor: Editor): number {
	const { top, size } = visibleRoom(editor)
	return top + TOP_BAR[size] + HEIGHT[isPhone(editor) ? 'phone' : 'wide'] + GAP
}

/** Where a panel stands, in px of the canvas; it `hangs` down from there, or stands on it. */
interface PanelPlace {
	x: number
	y: number
	hangs: boolean
}

/** Above the selection; below it where the top bar is; and where there is no room either, under the bar. It is never off the side. */
export function placeOfPanel(editor: Editor): PanelPlace | null {
	if (!editor.isInAny('select.idle', 'select.editing_shape', 'select.pointing_shape')) return null
	const bounds = editor.getSelectionPageBounds()
	if (!bounds) return null
	const { w } = editor.getViewportScreenBounds()
	const room = visibleRoom(editor)
	const upper = editor.pageToViewport({ x: bounds.center.x, y: bounds.minY })
	const lower = editor.pageToViewport({ x: bounds.center.x, y: bounds.maxY })
	const half = Math.min(HALF_WIDTH[isPhone(editor) ? 'phone' : 'wide'] + MARGIN, w / 2)
	const x = Math.round(Math.min(w - half, Math.max(half, upper.x)))
	if (upper.y >= roomForPanel(editor)) return { x, y: Math.round(upper.y - GAP), hangs: false }
	const below = lower.y + GAP
	const hasRoomBelow = below + HEIGHT.wide < room.bottom
	return { x, y: Math.round(hasRoomBelow ? below : room.top + TOP_BAR[room.size]), hangs: true }
}
