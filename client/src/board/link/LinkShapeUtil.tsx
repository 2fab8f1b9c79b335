import { arrowheadPath, DEFAULT_PROPS, linePath } from '@charrette/shared'
import {
	ArrowShapeUtil,
	type Editor,
	type TLArrowShape,
	type TLHandleDragInfo,
	type TLRenderingShape,
	type TLShapeUtilCanBindOpts,
} from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { patchRenderOrder } from '../editor/tldrawPatches.ts'
import { can } from '../permissions.ts'
import { finishLink } from './finishLink.ts'
import { LinkSvg, LinkView } from './LinkView.tsx'
import { linkEnds, readLink } from './linkGeometry.ts'

/** Longer than any gesture, and the longest delay of a timer. */
const NEVER_MS = 2 ** 31 - 1

/** A link: tldraw's arrow between two cards. Its meaning follows from their kinds unless the user has chosen one. */
export class LinkShapeUtil extends ArrowShapeUtil {
	constructor(editor: Editor) {
		super(editor)
		// In the constructor, before the first render: tldraw caches the order until a shape changes.
		patchRenderOrder(editor, sortByLayer)
		this.options = {
			...this.options,
			shouldBeExact: () => false,
			// Ctrl, still down after an undo, must not create a link that is bound to no card.
			shouldIgnoreTargets: () => false,
			hoverPreciseTimeout: NEVER_MS,
			pointingPreciseTimeout: NEVER_MS,
		}
	}

	override getDefaultProps(): TLArrowShape['props'] {
		return { ...DEFAULT_PROPS.arrow } as unknown as TLArrowShape['props']
	}

	override canBind({ toShapeType }: TLShapeUtilCanBindOpts<TLArrowShape>): boolean {
		return toShapeType === 'card'
	}

	override canEdit(): boolean {
		return false
	}

	/** The ends can only be dragged where the user can change links. */
	override getHandles(shape: TLArrowShape) {
		return can(this.editor, 'link') || this.editor.isIn('select.dragging_handle') ? super.getHandles(shape) : []
	}

	override getAriaDescriptor(shape: TLArrowShape): string {
		const { from, to } = linkEnds(this.editor, shape)
		return [from?.props.text, to?.props.text].filter(Boolean).join(' → ')
	}

	/** A link points at the centre of its card, wherever on the card it was dropped. */
	override onHandleDrag(shape: TLArrowShape, info: TLHandleDragInfo<TLArrowShape>) {
		return super.onHandleDrag(shape, { ...info, isPrecise: false })
	}

	/** tldraw would rebind an arrow that is moved on its own. */
	override onTranslateStart(shape: TLArrowShape) {
		return can(this.editor, 'link') ? super.onTranslateStart(shape) : undefined
	}

	/** tldraw calls this even if another user has deleted the link during the drag. */
	override onTranslate(initial: TLArrowShape, shape: TLArrowShape | undefined) {
		return shape && super.onTranslate(initial, shape)
	}

	override onHandleDragEnd(shape: TLArrowShape): undefined {
		finishLink(this.editor, shape)
	}

	override onDoubleClickHandle(): undefined {
		return undefined
	}

	override getFontFaces() {
		return []
	}

	override component(shape: TLArrowShape) {
		return <LinkView shape={shape} appearance={boardUi(this.editor).appearances.get(shape.id)} />
	}

	override indicator(shape: TLArrowShape) {
		const link = readLink(this.editor, shape)
		return link && <path d={`${linePath(link.curve)}${arrowheadPath(link.curve)}`} />
	}

	override toSvg(shape: TLArrowShape) {
		const link = readLink(this.editor, shape)
		return link ? <LinkSvg shape={shape} link={link} editor={this.editor} /> : <g />
	}

	override getCanvasSvgDefs() {
		return []
	}
}

/** Clusters are drawn first, then links, then all else, so that a link covers no text. */
const LAYERS: Record<string, number> = { frame: 0, arrow: 1 }
const TOP_LAYER = 2

/** The shapes with the same set of indexes, reassigned layer by layer; within a layer the order stays. */
function sortByLayer(shapes: TLRenderingShape[]): TLRenderingShape[] {
	const layers: TLRenderingShape[][] = [[], [], []]
	for (const shape of shapes) layers[LAYERS[shape.shape.type] ?? TOP_LAYER]?.push(shape)
	return layers.flat().map((shape, at) => ({ ...shape, index: shapes[at]?.index ?? shape.index }))
}
