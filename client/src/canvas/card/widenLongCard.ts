import { CARD_WIDTH, isCard, overlaps, type Rect, widthForText } from '@charrette/shared'
import type { Editor } from '../engine/editor.ts'
import { Box, type ShapeId } from '../engine/shapes.ts'
import { react } from '../engine/signals.ts'
import { can } from '../permissions.ts'
import { occupiedRects } from '../viewport/placeOnBoard.ts'
import { CARD_GAP } from './addCards.ts'

/**
 * Makes the edited card wide when its text becomes long, so that it does not grow over the cards
 * below it (TEXT3). It grows to the right, else to the left; it keeps its width if neither side is
 * free. Returns a function that stops this.
 */
export function widenLongCard(editor: Editor): () => void {
	return react('width of the edited card', () => {
		const card = editor.getEditingShape()
		if (!isCard(card) || card.props.w !== CARD_WIDTH || widthForText(card.props.text) === CARD_WIDTH) return
		// The reaction may run while the text is projected, when changes do not count as this person's.
		queueMicrotask(() => widen(editor, card.id))
	})
}

function widen(editor: Editor, id: ShapeId): void {
	const card = editor.isDisposed ? undefined : editor.getShape(id)
	if (!isCard(card) || card.props.w !== CARD_WIDTH || editor.getEditingShapeId() !== id) return
	if (!can(editor, 'arrange')) return
	const w = widthForText(card.props.text)
	const bounds = editor.getShapePageBounds(id)
	if (!bounds) return
	const growth = w - CARD_WIDTH
	const canGrow = (x: number) => isFree(editor, id, { x, y: bounds.y, w: growth, h: bounds.h })
	const isRight = canGrow(bounds.x + CARD_WIDTH)
	if (!isRight && !canGrow(bounds.x - growth)) return
	editor.updateShape({ id, type: 'card', x: isRight ? card.x : card.x - growth, props: { w } })
}

/** Returns whether a card may grow over a rectangle: it is free, and in the cluster of the card. */
function isFree(editor: Editor, id: ShapeId, rect: Rect): boolean {
	const bounds = editor.getShapePageBounds(id)
	const parent = editor.getShapeParent(id)
	const cluster = parent && editor.getShapePageBounds(parent)
	if (!bounds || (cluster && !cluster.contains(Box.From(rect)))) return false
	const others = occupiedRects(editor, bounds.center, id)
	return !others.some((other) => overlaps(other, { ...rect, h: rect.h + CARD_GAP / 2 }))
}
