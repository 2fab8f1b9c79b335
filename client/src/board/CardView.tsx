import type { CardShape } from '@charrette/shared'
import { HTMLContainer, useEditor, useIsEditing, useValue } from '@tldraw/tldraw'
import { KindIcon } from '../ui/KindIcon.tsx'
import { useBoardSurroundings } from './BoardContext.ts'
import { CardEditor } from './CardEditor.tsx'
import styles from './card.module.css'
import { useIsDimmed } from './find/dimmedOf.ts'
import { CARD_METRICS } from './fitCard.ts'
import { isFarAway } from './isFarAway.ts'
import { measureCard } from './measureCard.ts'

/** A card as one sees it: kind by colour, icon and word; the text; who it is from. From far away only its colour is left. */
export function CardView({ shape, height }: { shape: CardShape; height: number }) {
	const editor = useEditor()
	const { names, words } = useBoardSurroundings()
	const isEditing = useIsEditing(shape.id)
	const isFar = useValue('is far away', () => isFarAway(editor), [editor])
	const isDimmed = useIsDimmed(shape.id) || undefined
	const { kind, text, city, category } = shape.props
	if (isFar && !isEditing)
		return <HTMLContainer className={styles['far']} data-kind={kind} data-dimmed={isDimmed} style={{ height }} />

	const { scale, fontSize } = measureCard(shape)
	const author = names.get(String(shape.meta['author'] ?? ''))
	return (
		<HTMLContainer
			className={styles['card']}
			data-kind={kind}
			data-dimmed={isDimmed}
			style={{ height, '--s': scale, '--text-size': `${fontSize}px` } as React.CSSProperties}
		>
			<div className={styles['kind']}>
				<KindIcon kind={kind} size={CARD_METRICS.header * scale - 2} />
				<span>
					{words.kinds[kind]}
					{category && <i> · {words.categories[category]}</i>}
				</span>
			</div>
			{isEditing ? <CardEditor shape={shape} /> : <div className={styles['text']}>{text}</div>}
			<div className={styles['from']}>
				<span>{city}</span>
				<span>{author}</span>
			</div>
		</HTMLContainer>
	)
}
