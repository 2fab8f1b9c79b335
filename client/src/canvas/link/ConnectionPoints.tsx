import type { PointerEvent } from 'react'
import { boardUi } from '../boardUi.ts'
import type { Side } from '../card/addCards.ts'
import { addLinkedCard } from '../card/addLinkedCard.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import { canStart, useDeniedReason } from '../permissions.ts'
import styles from './link.module.css'

const SIDES = ['left', 'right', 'above', 'below'] as const
/**
 * Minimum width of a card with connection points. A fingertip needs space between them to tap the
 * card.
 */
const MIN_CARD_PX = { fine: 70, coarse: 140 }

/**
 * The connection points of a card. A link is dragged from one of them to another card, or to the
 * empty board for a new card.
 */
export function ConnectionPoints() {
	const editor = useEditor()
	const card = useValue('card with connection points', () => cardWithConnectionPoints(editor), [editor])
	const deniedReason = useDeniedReason('link')
	if (!card) return null
	const { id, x, y, w, h } = card
	const positions = {
		left: [x, y + h / 2],
		right: [x + w, y + h / 2],
		above: [x + w / 2, y],
		below: [x + w / 2, y + h],
	} as const
	return SIDES.map((side) => (
		// For the pointer only; keyboard users link cards with Ctrl/Cmd+arrow.
		<div
			key={side}
			className={styles['connectionPoint']}
			data-off={deniedReason !== undefined || undefined}
			title={deniedReason}
			data-testid={`link-dot-${side}`}
			style={{ left: positions[side][0], top: positions[side][1] }}
			onPointerDown={(event) => startLink(editor, { card: id, side, event })}
		/>
	))
}

/**
 * Returns the card that shows its connection points, in px of the canvas: the hovered card, else
 * the selected one.
 */
function cardWithConnectionPoints(editor: Editor) {
	if (!editor.isIn('select.idle')) return null
	const hovered = editor.getHoveredShape()
	const shape = hovered?.type === 'card' ? hovered : editor.getOnlySelectedShape()
	const bounds = shape?.type === 'card' ? editor.getShapePageBounds(shape) : null
	if (!shape || !bounds) return null
	const zoom = editor.getZoomLevel()
	const { isCoarsePointer } = editor.getInstanceState()
	if (bounds.w * zoom < MIN_CARD_PX[isCoarsePointer ? 'coarse' : 'fine']) return null
	const { x, y } = editor.pageToViewport(bounds.point)
	return { id: shape.id, x, y, w: bounds.w * zoom, h: bounds.h * zoom }
}

/**
 * Distance by which a link starts inside the card: the centre of a connection point is on the
 * card's edge.
 */
const INWARD_PX = 6

/**
 * Starts a link at a connection point: selects the link tool and dispatches a pointer-down event on
 * the card to the canvas. A click without a drag adds a linked card on that side.
 */
function startLink(editor: Editor, start: { card: ShapeId; side: Side; event: PointerEvent }): void {
	const { card, side, event } = start
	const canvas = editor.getContainer().querySelector('.tl-canvas')
	if (!canvas || event.button !== 0 || editor.getIsReadonly()) return
	event.stopPropagation()
	event.preventDefault()
	if (!canStart(editor, 'link')) return
	const { isFromConnectionPoint } = boardUi(editor).links
	canvas.setPointerCapture(event.pointerId)
	const inward = { left: [INWARD_PX, 0], right: [-INWARD_PX, 0], above: [0, INWARD_PX], below: [0, -INWARD_PX] }[side]
	const box = event.currentTarget.getBoundingClientRect()
	const [inX = 0, inY = 0] = inward

	isFromConnectionPoint.current = true
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

	// In the capture phase, before tldraw handles the event, the state of the tool shows whether the
	// pointer has moved.
	const onUp = () => {
		window.removeEventListener('pointerup', onUp, true)
		window.removeEventListener('pointercancel', onUp, true)
		const isClick = editor.isIn('arrow.pointing')
		// Wait until tldraw has ended the link.
		setTimeout(() => {
			isFromConnectionPoint.current = false
			if (editor.isDisposed) return
			if (editor.isIn('arrow')) editor.setCurrentTool('select')
			if (!isClick) return
			addLinkedCard(editor, { card, side })
		}, 0)
	}
	window.addEventListener('pointerup', onUp, true)
	window.addEventListener('pointercancel', onUp, true)
}
