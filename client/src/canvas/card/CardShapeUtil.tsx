import {
	CARD_HEIGHT,
	CARD_METRICS,
	CARD_WIDTH,
	type CardProps,
	type CardShape,
	cardDefaults,
	cardMigrations,
	cardProps,
	plainText,
} from '@charrette/shared'
import { BaseBoxShapeUtil, Rectangle2d, resizeBox, type TLResizeInfo } from '@tldraw/tldraw'
import { joinParts } from '../../i18n/listText.ts'
import { boardUi } from '../boardUi.ts'
import { can, canStart } from '../permissions.ts'
import { CardView } from './CardView.tsx'
import { FlatCard, WordsCard } from './DistantCard.tsx'
import { measureCard } from './measureCard.ts'

const MINIMUM = { minWidth: CARD_WIDTH * 0.7, minHeight: CARD_HEIGHT }

/**
 * tldraw's definition of a card: a box that grows with its text and is never lower than its own
 * height.
 */
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

	/**
	 * Shows the reason if the phase does not allow editing the card; editing itself is up to tldraw.
	 */
	override onDoubleClick(): undefined {
		canStart(this.editor, 'write')
	}

	override hideRotateHandle(): boolean {
		return true
	}

	override getText(shape: CardShape): string {
		return plainText(shape.props.text)
	}

	override getAriaDescriptor(shape: CardShape): string {
		return joinParts([plainText(shape.props.text), shape.props.city])
	}

	/**
	 * Resizes from the rendered height, so that a card that has grown does not jump when a resize
	 * starts.
	 */
	override onResize(shape: CardShape, info: TLResizeInfo<CardShape>) {
		// A card that only gets wider or narrower keeps its own height, and grows or shrinks with its
		// text.
		if (info.handle === 'left' || info.handle === 'right') return { ...resizeBox(shape, info, MINIMUM) }
		const rendered = { ...shape, props: { ...shape.props, h: info.initialBounds.height } }
		return resizeBox(rendered, info, MINIMUM)
	}

	override component(shape: CardShape) {
		const { appearances, voteResults } = boardUi(this.editor).cards
		const appearance = appearances.get(shape.id)
		const { level, isDimmed } = appearance
		if (level === 'flat') {
			const { isVoting } = voteResults.get()
			return <FlatCard id={shape.id} kind={shape.props.kind} appearance={appearance} isVoting={isVoting} />
		}
		const Card = level === 'full' ? CardView : WordsCard
		return <Card shape={shape} isDimmed={isDimmed} height={this.editor.getShapeGeometry(shape).bounds.h} />
	}

	override indicator(shape: CardShape) {
		const { bounds } = this.editor.getShapeGeometry(shape)
		return <rect width={bounds.w} height={bounds.h} rx={CARD_METRICS.radius} />
	}
}
