import { FrameShapeTool, type TLShape } from '@tldraw/tldraw'

/** Draws a cluster; once drawn, it asks for its title. */
export class ClusterTool extends FrameShapeTool {
	override onCreate(shape: TLShape | null): void {
		super.onCreate(shape)
		if (shape && this.editor.getShape(shape.id)) this.editor.setEditingShape(shape.id)
	}
}
