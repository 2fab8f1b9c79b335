import { CARD_WIDTH, type CardKind, type CardShape, isCard, WIDE_CARD_WIDTH } from '@charrette/shared'
import type { Editor, TLShape } from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { canStart } from '../permissions.ts'

/*
 * The actions of the selection toolbar, the context menu and the command palette for the selected
 * shapes. Each is one undo step. If the phase does not allow an action, a notice explains why.
 */

export function selectedCards(editor: Editor): CardShape[] {
	return editor.getSelectedShapes().filter((shape) => isCard(shape))
}

/** Changes props of cards. */
export function changeCards(editor: Editor, cards: readonly CardShape[], props: Partial<CardShape['props']>): void {
	if (!canStart(editor, 'write')) return
	editor.markHistoryStoppingPoint('change cards')
	editor.updateShapes(cards.map(({ id }) => ({ id, type: 'card' as const, props })))
}

/**
 * Changes the kind of the selected cards, and of the next new card. Only obstacles have a category.
 */
export function setKind(editor: Editor, kind: CardKind): void {
	if (!canStart(editor, 'write')) return
	boardUi(editor).nextKind.set(kind)
	changeCards(editor, selectedCards(editor), kind === 'obstacle' ? { kind } : { kind, category: null })
}

export function duplicateSelection(editor: Editor): void {
	if (!canStart(editor, 'write')) return
	editor.markHistoryStoppingPoint('duplicate')
	editor.duplicateShapes(editor.getSelectedShapeIds(), { x: 24, y: 24 })
}

export function deleteSelection(editor: Editor): void {
	editor.markHistoryStoppingPoint('delete')
	editor.deleteShapes(editor.getSelectedShapeIds())
}

/**
 * Returns whether a shape is in the facilitator's locked layer (SETUP1), which is independent of
 * the shape's own lock.
 */
const isInLockedLayer = (shape: TLShape) => shape.meta['isSetUp'] === true

/** Returns whether all selected shapes are locked against moving and editing (LOCK1). */
export function isSelectionLocked(editor: Editor): boolean {
	const shapes = editor.getSelectedShapes()
	return shapes.length > 0 && shapes.every((shape) => shape.isLocked)
}

/** Locks the selected shapes, or unlocks them if all are locked (LOCK1). */
export function toggleLock(editor: Editor): void {
	if (!canStart(editor, 'arrange')) return
	const isLocked = !isSelectionLocked(editor)
	const shapes = editor.getSelectedShapes().filter((shape) => !isInLockedLayer(shape))
	editor.markHistoryStoppingPoint('lock')
	editor.run(() => editor.updateShapes(shapes.map(({ id, type }) => ({ id, type, isLocked }))), {
		ignoreShapeLock: true,
	})
}

/** Makes the selected cards wide, or resets them to the default width if all are wider. */
export function toggleWide(editor: Editor): void {
	if (!canStart(editor, 'arrange')) return
	const cards = selectedCards(editor)
	const isWide = cards.every((card) => card.props.w > CARD_WIDTH)
	changeCards(editor, cards, { w: isWide ? CARD_WIDTH : WIDE_CARD_WIDTH })
}
