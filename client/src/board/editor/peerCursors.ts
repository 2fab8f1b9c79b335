import { type Atom, atom, type Computed, computed, type Editor, WeakCache } from '@tldraw/tldraw'

/** With more people than this, oneself included, their cursors hide more than they show. */
export const MAX_CURSORS = 25

interface PeerCursors {
	/** What this person chose; null leaves it to how many there are. */
	choice: Atom<boolean | null>
	isCrowded: Computed<boolean>
	areShown: Computed<boolean>
}

const cursors = new WeakCache<Editor, PeerCursors>()

/** Whether the cursors of others are shown here, as signals: a person's choice, else as long as there are few. */
export function peerCursors(editor: Editor): PeerCursors {
	return cursors.get(editor, () => {
		const choice = atom<boolean | null>('cursor choice', null)
		const isCrowded = computed('is crowded', () => editor.getCollaborators().length + 1 > MAX_CURSORS)
		const areShown = computed('are cursors shown', () => choice.get() ?? !isCrowded.get())
		return { choice, isCrowded, areShown }
	})
}
