import type { EditingActivity } from '@charrette/shared'
import { type Atom, atom, type Editor, WeakCache } from '@tldraw/tldraw'

/** Something the canvas has to say: a hint, or the text of a card that was taken away under one's hands. */
export type Notice =
	| { type: 'linkNeedsCards' }
	/** The phase is not for what was begun. */
	| { type: 'notNow'; activity: EditingActivity }
	| { type: 'tooMuchPasted'; count: number }
	| { type: 'draft'; text: string }
	/** A sentence in the reader's language. */
	| { type: 'said'; text: string }
	/** The document was thrown away, with what was not saved; `text` was being written then. */
	| { type: 'lost'; reason: 'replaced' | 'rejected'; text: string | null }

const notices = new WeakCache<Editor, Atom<Notice | null>>()

/** The notice that the canvas shows now, as a signal. */
export function noticeOf(editor: Editor): Atom<Notice | null> {
	return notices.get(editor, () => atom<Notice | null>('notice', null))
}

/** Shows a notice in place of the present one. */
export function showNotice(editor: Editor, notice: Notice): void {
	noticeOf(editor).set(notice)
}
