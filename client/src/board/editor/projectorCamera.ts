import { type Atom, atom, type Editor, react, WeakCache } from '@tldraw/tldraw'
import { fitCamera, tourStops } from '../viewport/camera.ts'
import type { Rect } from '../viewport/freeSpace.ts'

const INSETS = { top: 48, right: 48, bottom: 56, left: 48 }
/** A card's text of 15 px is read from the back row at 8 px on a projector's 1080 lines; smaller is no use. */
const LEAST_ZOOM = 0.55
const MOST_ZOOM = 1.6
const SETTLE_MS = 700
const MOVE_MS = 900
const STOP_MS = 12_000
/** Close behind whom it follows, and without haste. */
const FOLLOW_MS = 250
const NO_INSETS = { top: 0, right: 0, bottom: 0, left: 0 }

/**
 * Keeps the whole board on the wall as it grows; a board too large to be read at once is shown whole and then part by
 * part. While it follows a facilitator, what they see is shown instead. Returns its undo.
 */
export function runProjectorCamera(editor: Editor): () => void {
	let settle: ReturnType<typeof setTimeout> | undefined
	let next: ReturnType<typeof setTimeout> | undefined
	let shown = ''

	const follow = () => {
		clearTimeout(next)
		const view = facilitatorView(editor)
		if (!view) return visit(0)
		const { w, h } = editor.getViewportScreenBounds()
		const camera = fitCamera(view, { w, h }, { insets: NO_INSETS, minZoom: 0.05, maxZoom: 4 })
		editor.setCamera(camera, { animation: { duration: shown === '' ? 0 : FOLLOW_MS } })
		shown = 'once'
	}
	const visit = (stop: number) => {
		clearTimeout(next)
		const content = editor.getCurrentPageBounds()
		if (!content) return
		const { w, h } = editor.getViewportScreenBounds()
		const options = { insets: INSETS, least: LEAST_ZOOM, most: MOST_ZOOM }
		const tour = tourStops(content, { w, h }, options)
		const place = tour[stop % tour.length]
		if (!place) return
		const camera = fitCamera(place, { w, h }, { ...options, minZoom: 0.05 })
		editor.setCamera(camera, { animation: { duration: shown === '' ? 0 : MOVE_MS } })
		shown = 'once'
		if (tour.length > 1) next = setTimeout(() => visit((stop + 1) % tour.length), STOP_MS)
	}

	let key = ''
	const stop = react('content on the wall', () => {
		const view = facilitatorView(editor)
		const content = view ? null : editor.getCurrentPageBounds()
		const { w, h } = editor.getViewportScreenBounds()
		const now = JSON.stringify([view, content?.toJson(), w, h])
		if (now === key) return
		key = now
		clearTimeout(settle)
		settle = setTimeout(follow, shown === '' || view ? 0 : SETTLE_MS)
	})
	return () => {
		stop()
		clearTimeout(settle)
		clearTimeout(next)
	}
}

const following = new WeakCache<Editor, Atom<boolean>>()

/** Whether this wall goes where a facilitator goes who has the board open. */
export function followsFacilitator(editor: Editor): Atom<boolean> {
	return following.get(editor, () => atom('the wall follows', false))
}

/** What the facilitator sees whom the wall follows, the one who moved last; null while it follows nobody, or nobody is there. */
function facilitatorView(editor: Editor): Rect | null {
	if (!followsFacilitator(editor).get()) return null
	const leaders = editor
		.getCollaborators()
		.filter(({ meta, screenBounds }) => meta['role'] === 'facilitator' && screenBounds)
	const [leader] = leaders.sort((a, b) => (b.lastActivityTimestamp ?? 0) - (a.lastActivityTimestamp ?? 0))
	const bounds = leader?.screenBounds
	return bounds ? { x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h } : null
}
