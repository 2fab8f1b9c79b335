import { Box, createShapeId, type Editor, type TLFrameShape } from '@tldraw/tldraw'
import { CARD_GAP } from './addCards.ts'

const ROOM_FOR_TITLE = 16

/** Puts a cluster around the selected cards and asks for its title. Nothing happens without cards selected. */
export function wrapInCluster(editor: Editor): void {
	const cards = editor.getSelectedShapes().filter((shape) => shape.type === 'card' || shape.type === 'draw')
	const bounds = cards.flatMap((card) => editor.getShapePageBounds(card) ?? [])
	if (bounds.length === 0 || editor.getIsReadonly()) return
	const id = createShapeId()
	const box = Box.Common(bounds).expandBy(CARD_GAP)
	editor.markHistoryStoppingPoint('cluster')
	editor.run(() => {
		editor.createShape<TLFrameShape>({
			id,
			type: 'frame',
			parentId: editor.getCurrentPageId(),
			x: Math.round(box.x),
			y: Math.round(box.y - ROOM_FOR_TITLE),
			props: { w: Math.round(box.w), h: Math.round(box.h + ROOM_FOR_TITLE), name: '' },
		})
		editor.sendToBack([id])
		editor.reparentShapes(
			cards.map((card) => card.id),
			id,
		)
		editor.select(id)
	})
	editor.setEditingShape(id)
}
