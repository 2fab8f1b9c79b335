import { authorOfCard, CARD_METRICS, type CardKind, type CardShape, nameFrom } from '@charrette/shared'
import { HTMLContainer, useIsEditing } from '@tldraw/tldraw'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { CardDots } from '../../vote/CardDots.tsx'
import { useBoardSurroundings } from '../BoardContext.ts'
import { CardEditor } from './CardEditor.tsx'
import styles from './card.module.css'
import { measureCard } from './measureCard.ts'
import type { ShapeLook } from './shapeLooks.ts'

interface CardViewProps {
	shape: CardShape
	/** px of the page. */
	height: number
	isDimmed: boolean
}

/** A card as one sees it: kind by colour, icon and word; the text; who it is from. */
export function CardView({ shape, height, isDimmed }: CardViewProps) {
	const { names, words } = useBoardSurroundings()
	const isEditing = useIsEditing(shape.id)
	const { kind, text, city, category } = shape.props
	const { scale, fontSize } = measureCard(shape)
	const author = authorOfCard(shape, nameFrom(names))
	return (
		<HTMLContainer
			className={styles['card']}
			data-kind={kind}
			data-dimmed={isDimmed || undefined}
			style={{ height, '--s': scale, '--text-size': `${fontSize}px` } as React.CSSProperties}
		>
			<div className={styles['kind']}>
				<KindIcon kind={kind} size={CARD_METRICS.header * scale - 2} />
				<span>
					{words.kinds[kind]}
					{category && <i> · {words.categories[category]}</i>}
				</span>
			</div>
			{!isEditing && <CardDots card={shape.id} kind={kind} />}
			{isEditing ? <CardEditor shape={shape} /> : <div className={styles['text']}>{text}</div>}
			<div className={styles['from']}>
				<span>{city}</span>
				<span>{author}</span>
			</div>
		</HTMLContainer>
	)
}

/** A card from far away: its colour is left of it, and how many dots it got, in one element that is cheap to paint two thousand times. */
export function FlatCard({ kind, look }: { kind: CardKind; look: ShapeLook }) {
	return (
		<div
			className={styles['flat']}
			data-kind={kind}
			data-dimmed={look.isDimmed || undefined}
			data-dots={look.dots || undefined}
		/>
	)
}
