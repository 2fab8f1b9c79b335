import { Box, createShapeId, type Editor, FrameShapeTool, type TLFrameShape, type TLShape } from '@tldraw/tldraw'
import { CARD_GAP } from '../card/addCards.ts'
import { canStart } from '../permissions.ts'

const TITLE_SPACE = 16

/** What a cluster holds, if it is selected when one is made; a link goes where its cards go. */
const CLUSTERED_TYPES: ReadonlySet<string> = new Set(['card', 'image', 'draw'])

/** Puts a cluster around what is selected and asks for its title. Nothing happens with nothing selected that it could hold. */
export function createClusterAroundSelection(editor: Editor): void {
	const held = editor.getSelectedShapes().filter(({ type }) => CLUSTERED_TYPES.has(type))
	const bounds = held.flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
	if (bounds.length === 0 || !canStart(editor, 'arrange')) return
	const id = createShapeId()
	const box = Box.Common(bounds).expandBy(CARD_GAP)
	editor.markHistoryStoppingPoint('cluster')
	editor.run(() => {
		editor.createShape<TLFrameShape>({
			id,
			type: 'frame',
			parentId: editor.getCurrentPageId(),
			x: Math.round(box.x),
			y: Math.round(box.y - TITLE_SPACE),
			props: { w: Math.round(box.w), h: Math.round(box.h + TITLE_SPACE), name: '' },
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

/** Draws a cluster; once drawn, it asks for its title. */
export class ClusterTool extends FrameShapeTool {
	override onCreate(shape: TLShape | null): void {
		super.onCreate(shape)
		if (shape && this.editor.getShape(shape.id)) this.editor.setEditingShape(shape.id)
	}
}
