import { isCard } from '@charrette/shared'
import type { TLShapeId } from '@tldraw/tldraw'
import type { OnProgress } from '../PictureWish.ts'
import type { Drawing } from './openDrawing.ts'

/** So many cards are laid out before the page may do something else. */
const PART = 40

/**
 * Lays out the texts of a large board part by part, so that the page can be used meanwhile and the drawing be called off.
 * What was laid out is remembered, and the drawing itself is then quick.
 */
export async function layCards(
	{ editor }: Drawing,
	shapes: readonly TLShapeId[],
	onProgress: OnProgress,
): Promise<void> {
	const cards = shapes.filter((id) => {
		const shape = editor.getShape(id)
		return shape && isCard(shape)
	})
	if (cards.length <= PART) return
	for (let at = 0; at < cards.length; at += PART) {
		onProgress(at, cards.length)
		await editor.getSvgElement(cards.slice(at, at + PART), { darkMode: false, background: false })
		// A task of its own: a promise that is kept already would let nobody in between.
		await new Promise((resolve) => setTimeout(resolve, 0))
	}
}
