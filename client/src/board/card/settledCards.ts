import { type Atom, atom, type Editor, type TLShapeId, WeakCache } from '@tldraw/tldraw'
import type { Place } from '../sight/freePlace.ts'

/** Cards count as settled when none has changed for so long. */
const SETTLE_MS = 250

const places = new WeakCache<Editor, Atom<readonly SettledCard[]>>()

/** Where a card lies on the page. */
type SettledCard = Place & { id: TLShapeId }

/** Where the cards lay when they last came to rest, as a signal: for what need not follow every step of a drag. */
export function settledCards(editor: Editor): Atom<readonly SettledCard[]> {
	return places.get(editor, () => atom<readonly SettledCard[]>('settled cards', []))
}

/** Keeps `settledCards` up. Returns its undo. */
export function watchSettledCards(editor: Editor): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined
	const look = () => {
		settledCards(editor).set(
			editor.getCurrentPageShapes().flatMap((shape) => {
				const bounds = shape.type === 'card' && editor.getShapePageBounds(shape)
				return bounds ? [{ id: shape.id, x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }] : []
			}),
		)
	}
	const onChange = () => {
		clearTimeout(timer)
		timer = setTimeout(look, SETTLE_MS)
	}
	onChange()
	const unlisten = editor.store.listen(onChange, { scope: 'document' })
	return () => {
		unlisten()
		clearTimeout(timer)
	}
}
