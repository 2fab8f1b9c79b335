import type { Reaction } from '@charrette/shared'
import { type Editor, WeakCache } from '@tldraw/tldraw'
import { ownReaction } from '../sync/ownReaction.ts'

/** How long a reaction rises. */
export const RISE_MS = 2200
/** One that follows faster is left out: presence has room for one at a time. */
const LEAST_PAUSE_MS = 200
const ABOVE_TOOLS_PX = 170

const counts = new WeakCache<Editor, { sent: number; at: number }>()

/** Lets a reaction rise from one's own cursor, on every screen of this board. */
export function sendReaction(editor: Editor, emoji: Reaction): void {
	const count = counts.get(editor, () => ({ sent: 0, at: Number.NEGATIVE_INFINITY }))
	const now = performance.now()
	if (now - count.at < LEAST_PAUSE_MS) return
	count.at = now
	count.sent++
	const { sent: n } = count
	const { x, y } = startOf(editor)
	const own = ownReaction(editor)
	own.set({ emoji, x: Math.round(x), y: Math.round(y), n })
	editor.timers.setTimeout(() => {
		if (own.get()?.n === n) own.set(null)
	}, RISE_MS)
}

/** The pointer's last place on the board, if it is in sight; else the middle, above the tools. */
function startOf(editor: Editor): { x: number; y: number } {
	const { currentPagePoint } = editor.inputs
	const view = editor.getViewportPageBounds()
	const isTouch = editor.getInstanceState().isCoarsePointer
	if (!isTouch && view.containsPoint(currentPagePoint)) return currentPagePoint
	return { x: view.center.x, y: view.maxY - ABOVE_TOOLS_PX / editor.getZoomLevel() }
}
