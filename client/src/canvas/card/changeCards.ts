import { CARD_WIDTH, type CardKind, type CardShape, fieldsOfKind, isCard, WIDE_CARD_WIDTH } from '@charrette/shared'
import { boardUi } from '../boardUi.ts'
import type { Editor } from '../engine/editor.ts'
import { removeClusters, type Shape, type ShapeId } from '../engine/shapes.ts'
import { canStart } from '../permissions.ts'

/*
 * The actions of the selection toolbar, the context menu and the command palette for the selected
 * shapes. Each is one undo step. If the phase does not allow an action, a notice explains why.
 */

/** Distance between the selection and its copy, in board units. */
const COPY_GAP = 10

export function selectedCards(editor: Editor): CardShape[] {
	return editor.getSelectedShapes().filter((shape) => isCard(shape))
}

export function changeCards(editor: Editor, cards: readonly CardShape[], props: Partial<CardShape['props']>): void {
	if (!canStart(editor, 'write')) return
	editor.markHistoryStoppingPoint('change cards')
	editor.updateShapes(cards.map(({ id }) => ({ id, type: 'card' as const, props })))
}

/** Changes the kind of the selected cards, and of the next new card. */
export function setKind(editor: Editor, kind: CardKind): void {
	if (!canStart(editor, 'write')) return
	boardUi(editor).cards.nextKind.set(kind)
	changeCards(editor, selectedCards(editor), fieldsOfKind(kind))
}

/**
 * Changes the selected shapes as one undo step; `act` gets their ids. Does nothing while another
 * tool is in use, or on a board that this person cannot edit.
 */
export function changeSelection(editor: Editor, step: string, act: (ids: ShapeId[]) => void): void {
	const ids = editor.getSelectedShapeIds()
	if (ids.length === 0 || !editor.isIn('select') || editor.getIsReadonly()) return
	editor.markHistoryStoppingPoint(step)
	act(ids)
}

/**
 * Duplicates the selection to its right. After a drag with Alt, the copies are as far from the
 * selection as the drag went.
 */
export function duplicateSelection(editor: Editor): void {
	if (!canStart(editor, 'write')) return
	changeSelection(editor, 'duplicate', (ids) => {
		const { duplicateProps } = editor.getInstanceState()
		const { shapeIds, offset } = duplicateProps ?? {
			shapeIds: ids,
			offset: { x: (editor.getSelectionPageBounds()?.w ?? 0) + COPY_GAP, y: 0 },
		}
		editor.duplicateShapes(shapeIds, offset)
		if (!duplicateProps) return
		editor.updateInstanceState({ duplicateProps: { ...duplicateProps, shapeIds: editor.getSelectedShapeIds() } })
	})
}

export function deleteSelection(editor: Editor): void {
	changeSelection(editor, 'delete', (ids) => editor.deleteShapes(ids))
}

export function bringToFront(editor: Editor): void {
	changeSelection(editor, 'bring to front', (ids) => editor.bringToFront(ids))
}

export function sendToBack(editor: Editor): void {
	changeSelection(editor, 'send to back', (ids) => editor.sendToBack(ids))
}

/** Removes the selected clusters, but not their cards. */
export function removeSelectedClusters(editor: Editor): void {
	changeSelection(editor, 'remove cluster', (ids) => {
		const clusters = ids.filter((id) => editor.getShape(id)?.type === 'frame')
		removeClusters(editor, clusters)
	})
}

export function selectAll(editor: Editor): void {
	editor.run(() => {
		if (!editor.isIn('select')) {
			editor.complete()
			editor.setCurrentTool('select')
		}
		editor.markHistoryStoppingPoint('select all')
		editor.selectAll()
	})
}

/**
 * Returns whether a shape is in the facilitator's locked layer (SETUP1), which is independent of
 * the shape's own lock.
 */
const isInLockedLayer = (shape: Shape) => shape.meta['isSetUp'] === true

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
