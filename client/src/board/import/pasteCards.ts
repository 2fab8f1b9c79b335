import { CARD_HEIGHT, CARD_WIDTH, LIMITS, MAX_PASTED_CARDS, splitList } from '@charrette/shared'
import { createShapeId, type Editor, type VecLike } from '@tldraw/tldraw'
import { boardUi, type PastedText } from '../boardUi.ts'
import { CARD_GAP, cardRects, createCards } from '../card/addCards.ts'
import { canStart } from '../permissions.ts'
import { findFreeSpace } from '../viewport/freeSpace.ts'

const MAX_COLUMNS = 5
/** A paste of more cards than this asks first. */
const MANY_CARDS = 30

/**
 * Pastes a text, one card per line or per row of a table. Asks first if that makes more than
 * `MANY_CARDS`.
 */
export function pasteCards(editor: Editor, paste: { text: string; point: VecLike; rows?: readonly string[] }): void {
	if (!canStart(editor, 'write')) return
	const { text: whole, point, rows: texts = splitList(whole) } = paste
	if (texts.length > MANY_CARDS) boardUi(editor).pendingPaste.set({ texts, whole, point })
	else putCards(editor, { texts, point })
}

/** Pastes a whole text as one card. */
export function pasteOneCard(editor: Editor, { text, point }: { text: string; point: VecLike }): void {
	const whole = text.trim().slice(0, LIMITS.maxCardTextLength)
	if (whole !== '') putCards(editor, { texts: [whole], point })
}

/**
 * Adds cards as a grid in the free space around `point` (page units), at most `MAX_PASTED_CARDS`,
 * and selects them. One undo step.
 */
export function putCards(editor: Editor, { texts, point }: Pick<PastedText, 'texts' | 'point'>): void {
	if (texts.length === 0 || editor.getIsReadonly()) return
	if (texts.length > MAX_PASTED_CARDS) boardUi(editor).notice.set({ type: 'tooMuchPasted', count: MAX_PASTED_CARDS })
	const added = texts.slice(0, MAX_PASTED_CARDS)
	const columns = Math.min(MAX_COLUMNS, Math.ceil(Math.sqrt(added.length)))
	const rows = Math.ceil(added.length / columns)
	const [stepX, stepY] = [CARD_WIDTH + CARD_GAP, CARD_HEIGHT + CARD_GAP * 2]
	const [w, h] = [columns * stepX - CARD_GAP, rows * stepY - CARD_GAP * 2]
	const wanted = { x: point.x - w / 2, y: point.y - h / 2, w, h }
	const grid = findFreeSpace(wanted, cardRects(editor), { x: 0, y: stepY })

	editor.markHistoryStoppingPoint('paste')
	editor.run(() => {
		const kind = boardUi(editor).nextKind.get()
		const cards = added.map((text, index) => {
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
