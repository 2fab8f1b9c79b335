import { DEFAULT_PROPS } from '@charrette/shared'
import { FrameShapeTool, FrameShapeUtil, Group2d, Rectangle2d, type TLFrameShape, type TLShape } from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { can } from '../permissions.ts'
import { ClusterView, clusterTagRect } from './ClusterView.tsx'

/** A cluster: tldraw's frame, with its title as a tag on the upper edge. */
export class ClusterShapeUtil extends FrameShapeUtil {
	override getDefaultProps(): TLFrameShape['props'] {
		return { ...DEFAULT_PROPS.frame, w: 480, h: 320 } as unknown as TLFrameShape['props']
	}

	override canEdit(): boolean {
		return can(this.editor, 'arrange')
	}

	override hideRotateHandle(): boolean {
		return true
	}

	override getGeometry(shape: TLFrameShape) {
		const { w, h } = shape.props
		const tag = clusterTagRect(this.editor, shape)
		return new Group2d({
			children: [
				new Rectangle2d({ width: w, height: h, isFilled: false }),
				new Rectangle2d({ x: tag.x, y: tag.y, width: tag.w, height: tag.h, isFilled: true, isLabel: true }),
			],
		})
	}

	override component(shape: TLFrameShape) {
		return <ClusterView shape={shape} isDimmed={boardUi(this.editor).cards.appearances.get(shape.id).isDimmed} />
	}

	/**
	 * Hides tldraw's box around the selection, which would run through the title; `indicator` leaves
	 * out the title.
	 */
	override hideSelectionBoundsFg(): boolean {
		return true
	}

	override indicator(shape: TLFrameShape) {
		const { w, h } = shape.props
		const tag = clusterTagRect(this.editor, shape)
		return <path d={outlineBesideTag({ w, h }, { from: tag.x, to: tag.x + tag.w })} />
	}
}

const RADIUS = 16

/** Returns the rounded outline of a cluster, with a gap in its upper edge for the title. */
function outlineBesideTag(size: { w: number; h: number }, tag: { from: number; to: number }): string {
	const { w, h } = size
	const r = Math.min(RADIUS, w / 2, h / 2)
	const corner = (x: number, y: number) => `A${r} ${r} 0 0 1 ${x} ${y}`
	const start = Math.min(Math.max(tag.to, r), w - r)
	const end = Math.min(Math.max(tag.from, r), start)
	return `M${start} 0H${w - r}${corner(w, r)}V${h - r}${corner(w - r, h)}H${r}${corner(0, h - r)}V${r}${corner(r, 0)}H${end}`
}

/** The tool that draws a cluster, and then starts editing its title. */
export class ClusterTool extends FrameShapeTool {
	override onCreate(shape: TLShape | null): void {
		super.onCreate(shape)
		if (shape && this.editor.getShape(shape.id)) this.editor.setEditingShape(shape.id)
	}
}
