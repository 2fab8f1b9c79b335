import {
	CARD_HEIGHT,
	CARD_METRICS,
	CARD_WIDTH,
	type CardProps,
	type CardShape,
	cardDefaults,
	cardMigrations,
	cardProps,
} from '@charrette/shared'
import { BaseBoxShapeUtil, Rectangle2d, resizeBox, type TLResizeInfo } from '@tldraw/tldraw'
import { can, canStart } from '../permissions.ts'
import { CardSvg } from './CardSvg.tsx'
import { CardView, FlatCard } from './CardView.tsx'
import { measureCard } from './measureCard.ts'
import { appearanceOf } from './shapeAppearance.ts'

/** A card on the canvas: a box of at least its own size that grows with its text. */
export class CardShapeUtil extends BaseBoxShapeUtil<CardShape> {
	static override type = 'card' as const
	static override props = cardProps
	static override migrations = cardMigrations

	override getDefaultProps(): CardProps {
		return { ...cardDefaults }
	}

	override getGeometry(shape: CardShape) {
		return new Rectangle2d({ width: shape.props.w, height: measureCard(shape).height, isFilled: true })
	}

	override canEdit(): boolean {
		return can(this.editor, 'write')
	}

	override onDoubleClick(): undefined {
		canStart(this.editor, 'write')
	}

	override hideRotateHandle(): boolean {
		return true
	}

	override getText(shape: CardShape): string {
		return shape.props.text
	}

	override getAriaDescriptor(shape: CardShape): string {
		return [shape.props.text, shape.props.city].filter(Boolean).join(', ')
	}

	/** Resizes from the height that is seen, so that a grown card does not jump in the hand. */
	override onResize(shape: CardShape, info: TLResizeInfo<CardShape>) {
		const seen = { ...shape, props: { ...shape.props, h: info.initialBounds.height } }
		return resizeBox(seen, info, { minWidth: CARD_WIDTH * 0.7, minHeight: CARD_HEIGHT })
	}

	override component(shape: CardShape) {
		const look = appearanceOf(this.editor, shape.id)
		if (look.isFlat) return <FlatCard kind={shape.props.kind} look={look} />
		return <CardView shape={shape} isDimmed={look.isDimmed} height={this.editor.getShapeGeometry(shape).bounds.h} />
	}

	override indicator(shape: CardShape) {
		const { bounds } = this.editor.getShapeGeometry(shape)
		return <rect width={bounds.w} height={bounds.h} rx={CARD_METRICS.radius} />
	}

	override toSvg(shape: CardShape) {
		return <CardSvg shape={shape} editor={this.editor} />
	}
}
