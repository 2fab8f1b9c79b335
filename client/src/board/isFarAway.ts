import { type Computed, computed, type Editor, WeakCache } from '@tldraw/tldraw'

/** Below this zoom nobody can read a card: it is drawn as a flat rectangle. */
const FAR_ZOOM = 0.3

const farAway = new WeakCache<Editor, Computed<boolean>>()

/** Whether the board is so far away that details are left out. One signal for all shapes: they wake when it flips, not at each step of the camera. */
export function isFarAway(editor: Editor): boolean {
	return farAway.get(editor, () => computed('far away', () => editor.getZoomLevel() < FAR_ZOOM)).get()
}
