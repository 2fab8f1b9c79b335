import type { Editor, TLArrowShape, TLShapeId } from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { createLinkedCard } from '../card/addLinkedCard.ts'
import { canStart } from '../permissions.ts'
import { linkEnds } from './linkGeometry.ts'

/**
 * Ends the drag of a link. A link that does not join two cards is deleted; if it was dragged from a connection point to the
 * empty board, a linked card is created there.
 */
export function finishLink(editor: Editor, arrow: TLArrowShape): void {
	const { isFromConnectionPoint } = boardUi(editor)
	const createsCard = isFromConnectionPoint.current
	isFromConnectionPoint.current = false
	const { from, to } = linkEnds(editor, arrow)
	if (from && to && from.id !== to.id) return
	const tip = editor.getShapePageTransform(arrow).applyToPoint(arrow.props.end)
	editor.deleteShapes([arrow.id])
	// After the gesture: its end would stop the editing of the new card.
	if (createsCard && from && !to) {
		if (!canStart(editor, 'write')) return
		editor.timers.setTimeout(() => createLinkedCard(editor, { card: from.id, at: tip }), 0)
	} else if (!from || !to) boardUi(editor).notice.set({ type: 'linkNeedsCards' })
}

/** Deletes a link together with either of its cards, in the same undo step. Returns its undo. */
export function deleteOrphanLinks(editor: Editor): () => void {
	const unbound = new Map<TLShapeId, TLShapeId>()
	const stopBindings = editor.sideEffects.registerAfterDeleteHandler('binding', (binding, source) => {
		if (source === 'user') unbound.set(binding.fromId, binding.toId)
	})
	const stopComplete = editor.sideEffects.registerOperationCompleteHandler((source) => {
		if (unbound.size === 0 || source !== 'user') return
		const orphans = [...unbound]
			.filter(([link, card]) => !editor.getShape(card) && editor.getShape(link))
			.map(([link]) => link)
		unbound.clear()
		if (orphans.length > 0) editor.deleteShapes(orphans)
	})
	return () => {
		stopBindings()
		stopComplete()
	}
}
