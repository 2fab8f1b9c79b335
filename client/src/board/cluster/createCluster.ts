import { Box, createShapeId, type Editor, FrameShapeTool, type TLFrameShape, type TLShape } from '@tldraw/tldraw'
import { CARD_GAP } from '../card/addCards.ts'
import { canStart } from '../permissions.ts'

const TITLE_SPACE = 16

/** The selected shapes that go into a new cluster. Links follow their cards. */
const CLUSTERED_TYPES: ReadonlySet<string> = new Set(['card', 'image', 'draw'])

/** Creates a cluster around the selected shapes and starts editing its title. Does nothing without such a shape. */
export function createClusterAroundSelection(editor: Editor): void {
	const content = editor.getSelectedShapes().filter(({ type }) => CLUSTERED_TYPES.has(type))
	const bounds = content.flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
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
			content.map((shape) => shape.id),
			id,
		)
		editor.select(id)
	})
	editor.setEditingShape(id)
}

/** The tool that draws a cluster; its title is edited next. */
export class ClusterTool extends FrameShapeTool {
	override onCreate(shape: TLShape | null): void {
		super.onCreate(shape)
		if (shape && this.editor.getShape(shape.id)) this.editor.setEditingShape(shape.id)
	}
}
