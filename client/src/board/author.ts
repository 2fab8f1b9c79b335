import type { ParticipantId } from '@charrette/shared'
import { type Editor, WeakCache } from '@tldraw/tldraw'

/** Whose cards are made here: the participant, and the city that stands on the card. Both empty for a facilitator. */
export interface CardAuthor {
	id: ParticipantId | null
	city: string
}

const authors = new WeakCache<Editor, { current: CardAuthor }>()

const names = new WeakCache<Editor, { current: ReadonlyMap<string, string> }>()

/** The names of those who made the cards, by participant, for pictures: they are drawn outside the page's context. */
export function namesOf(editor: Editor): { current: ReadonlyMap<string, string> } {
	return names.get(editor, () => ({ current: new Map() }))
}

/** The person at this editor, as the author of what is made in it. */
export function authorOf(editor: Editor): { current: CardAuthor } {
	return authors.get(editor, () => ({ current: { id: null, city: '' } }))
}
