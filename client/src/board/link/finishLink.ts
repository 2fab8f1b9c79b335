import { type Editor, type TLArrowShape, WeakCache } from '@tldraw/tldraw'
import { answerCard } from '../card/answerCard.ts'
import { showNotice } from '../notices/notices.ts'
import { mayBegin } from '../permits.ts'
import { endsOf } from './readLink.ts'

const dotDrags = new WeakCache<Editor, { current: boolean }>()

/** Whether a link is being dragged from a card's dot now: dropped on nothing, such a link makes a card there. */
export function isFromDot(editor: Editor): { current: boolean } {
	return dotDrags.get(editor, () => ({ current: false }))
}

/** Ends the drawing of a link: it stays only if it joins two cards. */
export function finishLink(editor: Editor, arrow: TLArrowShape): void {
	const fromDot = isFromDot(editor)
	const makesCard = fromDot.current
	fromDot.current = false
	const { from, to } = endsOf(editor, arrow)
	if (from && to && from.id !== to.id) return
	const tip = editor.getShapePageTransform(arrow).applyToPoint(arrow.props.end)
	editor.deleteShapes([arrow.id])
	// Once the gesture is over: its end would take the caret out of the new card again.
	if (makesCard && from && !to) {
		if (!mayBegin(editor, 'write')) return
		editor.timers.setTimeout(() => answerCard(editor, { card: from.id, at: tip }), 0)
	} else if (!from || !to) showNotice(editor, { type: 'linkNeedsCards' })
}
