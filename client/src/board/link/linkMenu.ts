import type { LinkMeaning } from '@charrette/shared'
import { type Atom, atom, type Editor, type TLArrowShape, type TLShapeId, WeakCache } from '@tldraw/tldraw'
import { mayBegin } from '../permits.ts'

const menus = new WeakCache<Editor, Atom<TLShapeId | null>>()

/** The link whose meaning is being chosen, as a signal. */
export function linkMenu(editor: Editor): Atom<TLShapeId | null> {
	return menus.get(editor, () => atom<TLShapeId | null>('link menu', null))
}

/** Lets one choose what a link says, in a phase that is for it. */
export function openLinkMenu(editor: Editor, link: TLShapeId): void {
	if (mayBegin(editor, 'link')) linkMenu(editor).set(link)
}

/** Chooses what a link says, as one step; null leaves it to the kinds of its cards again, and then nothing is stored. */
export function setMeaning(editor: Editor, link: TLShapeId, meaning: LinkMeaning | null): void {
	if (editor.getIsReadonly() || !editor.getShape(link)) return
	editor.markHistoryStoppingPoint('meaning of a link')
	editor.store.update(link, (shape) => {
		const { meaning: _, ...meta } = (shape as TLArrowShape).meta
		return { ...shape, meta: meaning ? { ...meta, meaning } : meta }
	})
}
