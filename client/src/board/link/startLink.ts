import type { Editor, TLShapeId } from '@tldraw/tldraw'
import type { PointerEvent } from 'react'
import type { Side } from '../card/addCards.ts'
import { addLinkedCard } from '../card/linkedCard.ts'
import { mayBegin } from '../permits.ts'
import { isFromDot } from './finishLink.ts'

/** A dot straddles the edge; a link that starts at the card must start within it. */
const INWARD_PX = 6

/**
 * Starts a link at a card's dot: the pointer is handed to the canvas with the link tool in it, as if it had gone down
 * on the card. A click without a drag makes a linked card on that side at once.
 */
export function startLink(editor: Editor, start: { card: TLShapeId; side: Side; event: PointerEvent }): void {
	const { card, side, event } = start
	const canvas = editor.getContainer().querySelector('.tl-canvas')
	if (!canvas || event.button !== 0 || editor.getIsReadonly()) return
	event.stopPropagation()
	event.preventDefault()
	if (!mayBegin(editor, 'link')) return
	canvas.setPointerCapture(event.pointerId)
	const inward = { left: [INWARD_PX, 0], right: [-INWARD_PX, 0], above: [0, INWARD_PX], below: [0, -INWARD_PX] }[side]
	const box = event.currentTarget.getBoundingClientRect()
	const [inX = 0, inY = 0] = inward

	isFromDot(editor).current = true
	editor.setCurrentTool('arrow')
	editor.dispatch({
		type: 'pointer',
		target: 'canvas',
		name: 'pointer_down',
		point: { x: box.x + box.width / 2 + inX, y: box.y + box.height / 2 + inY, z: 0.5 },
		pointerId: event.pointerId,
		button: 0,
		isPen: false,
		shiftKey: false,
		altKey: false,
		ctrlKey: false,
		metaKey: false,
		accelKey: false,
	})

	// In the capture phase: before the canvas hears of it, the tool still tells whether the pointer ever moved.
	const onUp = () => {
		window.removeEventListener('pointerup', onUp, true)
		window.removeEventListener('pointercancel', onUp, true)
		const isClick = editor.isIn('arrow.pointing')
		// The canvas ends the link first.
		setTimeout(() => {
			isFromDot(editor).current = false
			if (editor.isDisposed) return
			if (editor.isIn('arrow')) editor.setCurrentTool('select')
			if (!isClick) return
			addLinkedCard(editor, { of: card, side })
		}, 0)
	}
	window.addEventListener('pointerup', onUp, true)
	window.addEventListener('pointercancel', onUp, true)
}
