import { arrowheadPath, DEFAULT_PROPS, linePath } from '@charrette/shared'
import {
	ArrowShapeUtil,
	type Editor,
	type TLArrowShape,
	type TLHandleDragInfo,
	type TLShapeUtilCanBindOpts,
} from '@tldraw/tldraw'
import { appearanceOf } from '../card/shapeAppearance.ts'
import { can } from '../permissions.ts'
import { finishLink } from './finishLink.ts'
import { LinkSvg, LinkView } from './LinkView.tsx'
import { layerShapes } from './layerShapes.ts'
import { linkEnds, readLink } from './linkGeometry.ts'

/** Longer than any gesture; a timer cannot wait longer. */
const NEVER_MS = 2 ** 31 - 1

/** A link: tldraw's arrow, from card to card. Its meaning follows from the cards and is shown, not stored. */
export class LinkShapeUtil extends ArrowShapeUtil {
	constructor(editor: Editor) {
		super(editor)
		// Before anything is drawn: what is drawn first is kept until a shape changes.
		layerShapes(editor)
		this.options = {
			...this.options,
			shouldBeExact: () => false,
			// A link that is bound to no card is none; Ctrl, just released after an undo, must not make one.
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

	/** Its ends are taken hold of only where links are for changing. */
	override getHandles(shape: TLArrowShape) {
		return can(this.editor, 'link') || this.editor.isIn('select.dragging_handle') ? super.getHandles(shape) : []
	}

	override getAriaDescriptor(shape: TLArrowShape): string {
		const { from, to } = linkEnds(this.editor, shape)
		return [from?.props.text, to?.props.text].filter(Boolean).join(' → ')
	}

	/** A link aims at the middle of its card, wherever on the card it was dropped. */
	override onHandleDrag(shape: TLArrowShape, info: TLHandleDragInfo<TLArrowShape>) {
		return super.onHandleDrag(shape, { ...info, isPrecise: false })
	}

	/** Moved by itself it would be bound anew. */
	override onTranslateStart(shape: TLArrowShape) {
		return can(this.editor, 'link') ? super.onTranslateStart(shape) : undefined
	}

	/** Somebody may have deleted the link while it is dragged; tldraw asks for it all the same. */
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
		return <LinkView shape={shape} look={appearanceOf(this.editor, shape.id)} />
	}

	override indicator(shape: TLArrowShape) {
		const link = readLink(this.editor, shape)
		return link && <path d={`${linePath(link.course)}${arrowheadPath(link.course)}`} />
	}

	override toSvg(shape: TLArrowShape) {
		const link = readLink(this.editor, shape)
		return link ? <LinkSvg shape={shape} link={link} editor={this.editor} /> : <g />
	}

	override getCanvasSvgDefs() {
		return []
	}
}
