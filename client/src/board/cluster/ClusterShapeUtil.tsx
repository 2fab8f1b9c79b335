import { DEFAULT_PROPS } from '@charrette/shared'
import { FrameShapeUtil, Group2d, Rectangle2d, type TLFrameShape } from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { can } from '../permissions.ts'
import { ClusterSvg, ClusterView, clusterTagRect } from './ClusterView.tsx'

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
		return <ClusterView shape={shape} isDimmed={boardUi(this.editor).appearances.get(shape.id).isDimmed} />
	}

	override indicator(shape: TLFrameShape) {
		return <rect width={shape.props.w} height={shape.props.h} rx={16} />
	}

	override toSvg(shape: TLFrameShape) {
		return <ClusterSvg shape={shape} editor={this.editor} />
	}
}
