import { CARD_HEIGHT, CARD_WIDTH } from '@charrette/shared'
import { createShapeId, type Editor, type VecLike } from '@tldraw/tldraw'
import { CARD_GAP, cardPlaces, createCards, nextKind } from './addCards.ts'
import { freePlace } from './freePlace.ts'
import { showNotice } from './notices.ts'
import { MAX_PASTED_CARDS, splitPaste } from './splitPaste.ts'

const MAX_COLUMNS = 5

/** Puts a text on the board, a card a line, as a grid in a free place around `point`. One undo step; the cards end up selected. */
export function pasteCards(editor: Editor, paste: { text: string; point: VecLike }): void {
	const texts = splitPaste(paste.text)
	if (texts.length === 0 || editor.getIsReadonly()) return
	if (texts.length > MAX_PASTED_CARDS) showNotice(editor, { type: 'tooMuchPasted', count: MAX_PASTED_CARDS })
	const kept = texts.slice(0, MAX_PASTED_CARDS)
	const columns = Math.min(MAX_COLUMNS, Math.ceil(Math.sqrt(kept.length)))
	const rows = Math.ceil(kept.length / columns)
	const [stepX, stepY] = [CARD_WIDTH + CARD_GAP, CARD_HEIGHT + CARD_GAP * 2]
	const [w, h] = [columns * stepX - CARD_GAP, rows * stepY - CARD_GAP * 2]
	const wanted = { x: paste.point.x - w / 2, y: paste.point.y - h / 2, w, h }
	const grid = freePlace(wanted, cardPlaces(editor), { x: 0, y: stepY })

	editor.markHistoryStoppingPoint('paste')
	editor.run(() => {
		const kind = nextKind(editor).get()
		const cards = kept.map((text, index) => {
			const at = { x: grid.x + (index % columns) * stepX, y: grid.y + Math.floor(index / columns) * stepY }
			return { id: createShapeId(), at, props: { kind, text } }
		})
		createCards(editor, cards)
		editor.select(...cards.map((card) => card.id))
	})
	const bounds = editor.getSelectionPageBounds()
	if (bounds && !editor.getViewportPageBounds().contains(bounds)) {
		editor.zoomToBounds(bounds, { inset: 120, targetZoom: 1, animation: { duration: 250 } })
	}
}
