import type { Editor } from '../engine/editor.ts'
import { type Atom, atom, type Computed, computed } from '../engine/signals.ts'

/** Number of people, including this person, above which cursors hide more than they show. */
export const MAX_CURSORS = 25

/** Whether the cursors of other people are shown, as signals. */
export interface PeerCursors {
	/** The person's own choice. Null shows cursors unless the board is crowded. */
	choice: Atom<boolean | null>
	isCrowded: Computed<boolean>
	areShown: Computed<boolean>
}

export function createPeerCursors(editor: Editor): PeerCursors {
	const choice = atom<boolean | null>('cursor choice', null)
	const isCrowded = computed('is crowded', () => editor.getCollaborators().length + 1 > MAX_CURSORS)
	const areShown = computed('are cursors shown', () => choice.get() ?? !isCrowded.get())
	return { choice, isCrowded, areShown }
}
