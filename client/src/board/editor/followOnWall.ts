import { type Atom, atom, type Editor, WeakCache } from '@tldraw/tldraw'
import type { Place } from '../sight/freePlace.ts'

const following = new WeakCache<Editor, Atom<boolean>>()

/** Whether this wall goes where a facilitator goes who has the board open. */
export function followsFacilitator(editor: Editor): Atom<boolean> {
	return following.get(editor, () => atom('the wall follows', false))
}

/** What the facilitator sees whom the wall follows, the one who moved last; null while it follows nobody, or nobody is there. */
export function leadersView(editor: Editor): Place | null {
	if (!followsFacilitator(editor).get()) return null
	const leaders = editor
		.getCollaborators()
		.filter(({ meta, screenBounds }) => meta['role'] === 'facilitator' && screenBounds)
	const [leader] = leaders.sort((a, b) => (b.lastActivityTimestamp ?? 0) - (a.lastActivityTimestamp ?? 0))
	const bounds = leader?.screenBounds
	return bounds ? { x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h } : null
}
