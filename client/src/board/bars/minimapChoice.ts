import { type Atom, atom, type Editor, WeakCache } from '@tldraw/tldraw'

const STORAGE_KEY = 'charrette.minimap'
const choices = new WeakCache<Editor, Atom<boolean>>()

/** Whether this person wants the small map: as they last chose in this browser, at first not. */
export function minimapChoice(editor: Editor): Atom<boolean> {
	return choices.get(editor, () => atom('minimap', localStorage.getItem(STORAGE_KEY) === 'on'))
}

/** Shows or hides the small map, and keeps the choice. */
export function toggleMinimap(editor: Editor): void {
	const isOn = minimapChoice(editor).update((was) => !was)
	localStorage.setItem(STORAGE_KEY, isOn ? 'on' : 'off')
}
