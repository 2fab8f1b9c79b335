import { type CardKind, plainText } from '@charrette/shared'
import { useReadText } from '../../reading/useReading.tsx'
import { ThreadMark } from '../../threads/ThreadMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { CardDots } from '../../vote/CardDots.tsx'
import { useBoardContext } from '../BoardContext.ts'
import type { CardViewProps } from './CardView.tsx'
import card from './card.module.css'
import type { ShapeAppearance } from './shapeAppearance.ts'
import words from './words.module.css'

/**
 * A card whose text is too small to be readable: its first words in a larger font, over its colour,
 * with the icon of its kind and its dots.
 */
export function WordsCard({ shape, height, isDimmed }: CardViewProps) {
	const { nameOf } = useBoardContext()
	const { kind, text } = shape.props
	const read = useReadText(shape.id, text)
	return (
		<div
			className={words['words']}
			data-kind={kind}
			data-dimmed={isDimmed || undefined}
			style={{ height, '--h': height } as React.CSSProperties}
		>
			<span className={words['mark']}>
				<KindIcon kind={kind} />
				{nameOf('kind', kind)}
			</span>
			<CardDots card={shape.id} kind={kind} size="small" />
			<p dir="auto" lang={read.lang}>
				{read.isTranslated && (
					<span className={words['translated']}>
						<Icon name="language" />
					</span>
				)}
				{plainText(read.text)}
			</p>
			<ThreadMark on={shape.id} />
		</div>
	)
}

interface FlatCardProps {
	id: string
	kind: CardKind
	appearance: ShapeAppearance
	/** Whether a vote is open. */
	isVoting: boolean
}

/**
 * A card that is too small for words: its colour and its dots, in a single element that is cheap to
 * paint. While a vote is open, it has a button for dots as well.
 */
export function FlatCard({ id, kind, appearance, isVoting }: FlatCardProps) {
	return (
		<div
			className={card['flat']}
			data-kind={kind}
			data-dimmed={appearance.isDimmed || undefined}
			data-dots={appearance.dots || undefined}
		>
			{isVoting && <CardDots card={id} kind={kind} size="flat" />}
		</div>
	)
}
