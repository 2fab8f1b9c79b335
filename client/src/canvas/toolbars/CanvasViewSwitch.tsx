import { isCard } from '@charrette/shared'
import { useEffect } from 'react'
import { ViewSwitch } from '../../navigation/BoardNavigation.tsx'
import type { BoardPosition } from '../../navigation/boardView.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { centerOn, clearPageBounds, READABLE_ZOOM } from '../viewport/camera.ts'

/**
 * Switches from the canvas to the list and keeps the position in both directions: the focused card
 * of the list is selected here.
 */
export function CanvasViewSwitch({ position, onList }: { position: BoardPosition; onList: () => void }) {
	const editor = useEditor()
	useEffect(() => showCard(editor, position.current), [editor, position])
	const onChange = () => {
		position.current = cardInView(editor)
		onList()
	}
	return <ViewSwitch view="canvas" onChange={onChange} />
}

function showCard(editor: Editor, card: string | null): void {
	const bounds = card ? editor.getShapePageBounds(card as ShapeId) : undefined
	if (!bounds) return
	editor.select(card as ShapeId)
	centerOn(editor, bounds.center, { zoom: Math.max(editor.getZoomLevel(), READABLE_ZOOM) })
}

/**
 * Returns the selected card, else the card nearest to the middle of the viewport; null if the
 * viewport contains none.
 */
function cardInView(editor: Editor): string | null {
	const selected = editor.getSelectedShapes().find((shape) => isCard(shape))
	if (selected) return selected.id
	const view = clearPageBounds(editor)
	const distances = editor.getCurrentPageShapes().flatMap((shape) => {
		const bounds = isCard(shape) && editor.getShapePageBounds(shape)
		return bounds && view.collides(bounds) ? [{ id: shape.id, distance: bounds.center.dist(view.center) }] : []
	})
	return distances.sort((a, b) => a.distance - b.distance)[0]?.id ?? null
}
