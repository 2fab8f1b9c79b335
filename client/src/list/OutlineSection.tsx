import { useTranslation } from '../i18n/useTranslation.ts'
import { CardRow } from './CardRow.tsx'
import { ImageRows } from './ImageRows.tsx'
import styles from './list.module.css'
import type { OutlineGroup } from './outline.ts'

interface OutlineSectionProps {
	group: OutlineGroup
	/** Whether the board has no clusters: the cards are then simply its cards. */
	isOnly: boolean
	current: string | null
	writing: string | null
	/** Who else writes in which card. */
	typers: ReadonlyMap<string, string>
}

/** A cluster and its cards, or those that are in none. */
export function OutlineSection({ group, isOnly, current, writing, typers }: OutlineSectionProps) {
	const { t } = useTranslation('board')
	const title = group.id === null ? t(isOnly ? 'list.all' : 'list.unclustered') : group.title || t('cluster.untitled')
	return (
		<section aria-label={title}>
			<h2 className={styles['heading']}>
				{title} · {group.rows.length}
			</h2>
			<ul className={styles['rows']}>
				{group.rows.map((row) => (
					<CardRow
						key={row.card.id}
						row={row}
						isCurrent={row.card.id === current}
						isWriting={row.card.id === writing}
						typers={typers.get(row.card.id)}
					/>
				))}
			</ul>
			{group.images.length > 0 && <ImageRows images={group.images} />}
		</section>
	)
}
