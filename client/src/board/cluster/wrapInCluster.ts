import { Box, createShapeId, type Editor, type TLFrameShape } from '@tldraw/tldraw'
import { CARD_GAP } from '../card/addCards.ts'
import { mayBegin } from '../permits.ts'

const ROOM_FOR_TITLE = 16

/** What a cluster holds, if it is selected when one is made; a link goes where its cards go. */
const HELD_TYPES: ReadonlySet<string> = new Set(['card', 'image', 'draw'])

/** Puts a cluster around what is selected and asks for its title. Nothing happens with nothing selected that it could hold. */
export function wrapInCluster(editor: Editor): void {
	const held = editor.getSelectedShapes().filter(({ type }) => HELD_TYPES.has(type))
	const bounds = held.flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
	if (bounds.length === 0 || !mayBegin(editor, 'arrange')) return
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
			held.map((shape) => shape.id),
			id,
		)
		editor.select(id)
	})
	editor.setEditingShape(id)
}
