import { type Editor, type TLArrowShape, type TLShapeId, WeakCache } from '@tldraw/tldraw'
import { createLinkedCard } from '../card/addLinkedCard.ts'
import { showNotice } from '../notices/notices.ts'
import { canStart } from '../permissions.ts'
import { linkEnds } from './linkGeometry.ts'

const connectionPointDrags = new WeakCache<Editor, { current: boolean }>()

/** Whether a link is being dragged from a card's dot now: dropped on nothing, such a link makes a card there. */
export function isFromConnectionPoint(editor: Editor): { current: boolean } {
	return connectionPointDrags.get(editor, () => ({ current: false }))
}

/** Ends the drawing of a link: it stays only if it joins two cards. */
export function finishLink(editor: Editor, arrow: TLArrowShape): void {
	const fromDot = isFromConnectionPoint(editor)
	const makesCard = fromDot.current
	fromDot.current = false
	const { from, to } = linkEnds(editor, arrow)
	if (from && to && from.id !== to.id) return
	const tip = editor.getShapePageTransform(arrow).applyToPoint(arrow.props.end)
	editor.deleteShapes([arrow.id])
	// Once the gesture is over: its end would take the caret out of the new card again.
	if (makesCard && from && !to) {
		if (!canStart(editor, 'write')) return
		editor.timers.setTimeout(() => createLinkedCard(editor, { card: from.id, at: tip }), 0)
	} else if (!from || !to) showNotice(editor, { type: 'linkNeedsCards' })
}

/** Takes a link off the board with either of its cards, in the same step. Returns its undo. */
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
