import { useEditor, useValue } from '@tldraw/tldraw'
import { useWhyNot } from '../permits.ts'
import styles from './dots.module.css'
import { startLink } from './startLink.ts'

const SIDES = ['left', 'right', 'above', 'below'] as const
/** A card narrower than that shows no dots; a fingertip needs more room between them, to tap the card itself. */
const SMALLEST_CARD_PX = { fine: 70, coarse: 140 }

/** The dots on the edges of a card, from which a link is drawn: to another card, or to nowhere for a new one. */
export function LinkDots() {
	const editor = useEditor()
	const card = useValue('card with dots', () => cardWithDots(editor), [editor])
	const whyNot = useWhyNot('link')
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
			className={styles['dot']}
			data-off={whyNot !== undefined || undefined}
			title={whyNot}
			data-testid={`link-dot-${side}`}
			style={{ left: spots[side][0], top: spots[side][1] }}
			onPointerDown={(event) => startLink(editor, { card: id, side, event })}
		/>
	))
}

/** The card that shows its dots, in px of the canvas: the one under the pointer, else the one selected. */
function cardWithDots(editor: ReturnType<typeof useEditor>) {
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
