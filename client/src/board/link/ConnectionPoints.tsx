import { type Editor, type TLShapeId, useEditor, useValue } from '@tldraw/tldraw'
import type { PointerEvent } from 'react'
import type { Side } from '../card/addCards.ts'
import { addLinkedCard } from '../card/addLinkedCard.ts'
import { canStart, useDeniedReason } from '../permissions.ts'
import { isFromConnectionPoint } from './finishLink.ts'
import styles from './link.module.css'

const SIDES = ['left', 'right', 'above', 'below'] as const
/** A card narrower than that shows no dots; a fingertip needs more room between them, to tap the card itself. */
const SMALLEST_CARD_PX = { fine: 70, coarse: 140 }

/** The dots on the edges of a card, from which a link is drawn: to another card, or to nowhere for a new one. */
export function ConnectionPoints() {
	const editor = useEditor()
	const card = useValue('card with dots', () => cardWithConnectionPoints(editor), [editor])
	const whyNot = useDeniedReason('link')
	if (!card) return null
	const { id, x, y, w, h } = card
	const spots = {
		left: [x, y + h / 2],
		right: [x + w, y + h / 2],
		above: [x + w / 2, y],
		below: [x + w / 2, y + h],
	} as const
	return SIDES.map((side) => (
		// The keyboard links by the arrow tool and by Tab; these are for the pointer.
		<div
			key={side}
			className={styles['connectionPoint']}
			data-off={whyNot !== undefined || undefined}
			title={whyNot}
			data-testid={`link-dot-${side}`}
			style={{ left: spots[side][0], top: spots[side][1] }}
			onPointerDown={(event) => startLink(editor, { card: id, side, event })}
		/>
	))
}

/** The card that shows its dots, in px of the canvas: the one under the pointer, else the one selected. */
function cardWithConnectionPoints(editor: ReturnType<typeof useEditor>) {
	if (!editor.isIn('select.idle')) return null
	const hovered = editor.getHoveredShape()
	const shape = hovered?.type === 'card' ? hovered : editor.getOnlySelectedShape()
	const bounds = shape?.type === 'card' ? editor.getShapePageBounds(shape) : null
	if (!shape || !bounds) return null
	const zoom = editor.getZoomLevel()
	const { isCoarsePointer } = editor.getInstanceState()
	if (bounds.w * zoom < SMALLEST_CARD_PX[isCoarsePointer ? 'coarse' : 'fine']) return null
	const { x, y } = editor.pageToViewport(bounds.point)
	return { id: shape.id, x, y, w: bounds.w * zoom, h: bounds.h * zoom }
}

/** A dot straddles the edge; a link that starts at the card must start within it. */
const INWARD_PX = 6

/**
 * Starts a link at a card's dot: the pointer is handed to the canvas with the link tool in it, as if it had gone down
 * on the card. A click without a drag makes a linked card on that side at once.
 */
function startLink(editor: Editor, start: { card: TLShapeId; side: Side; event: PointerEvent }): void {
	const { card, side, event } = start
	const canvas = editor.getContainer().querySelector('.tl-canvas')
	if (!canvas || event.button !== 0 || editor.getIsReadonly()) return
	event.stopPropagation()
	event.preventDefault()
	if (!canStart(editor, 'link')) return
	canvas.setPointerCapture(event.pointerId)
	const inward = { left: [INWARD_PX, 0], right: [-INWARD_PX, 0], above: [0, INWARD_PX], below: [0, -INWARD_PX] }[side]
	const box = event.currentTarget.getBoundingClientRect()
	const [inX = 0, inY = 0] = inward

	isFromConnectionPoint(editor).current = true
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
			isFromConnectionPoint(editor).current = false
			if (editor.isDisposed) return
			if (editor.isIn('arrow')) editor.setCurrentTool('select')
			if (!isClick) return
			addLinkedCard(editor, { of: card, side })
		}, 0)
	}
	window.addEventListener('pointerup', onUp, true)
	window.addEventListener('pointercancel', onUp, true)
}
