import { memo } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import { RowVote } from '../vote/RowVote.tsx'
import { useList } from './ListContext.ts'
import type { Row } from './outline.ts'
import { RowEditor } from './RowEditor.tsx'
import { RowLinks } from './RowLinks.tsx'
import styles from './row.module.css'

interface CardRowProps {
	row: Row
	/** Whether Tab leads here: of all cards, to one. */
	isCurrent: boolean
	isWriting: boolean
	/** Who else writes in it. */
	typers: string | undefined
}

/** A card in the list: kind by icon, word and colour; its text; who it is from; its links in words. Open for writing, if one is at it. */
export const CardRow = memo(function CardRow({ row, isCurrent, isWriting, typers }: CardRowProps) {
	const { card } = row
	return (
		<li className={styles['row']} data-kind={card.kind} data-card={card.id}>
			{isWriting ? (
				<>
					<div className={styles['head']}>
						<KindLine row={row} />
						<Typers names={typers} />
					</div>
					<RowEditor row={row} />
				</>
			) : (
				<RowMain row={row} isCurrent={isCurrent} typers={typers} />
			)}
			{!isWriting && <RowVote card={card} />}
			{row.links.length > 0 && <RowLinks row={row} isReached={isCurrent} isWriting={isWriting} />}
		</li>
	)
})

function RowMain({ row, isCurrent, typers }: Omit<CardRowProps, 'isWriting'>) {
	const { canEdit, write, goTo } = useList()
	const { t } = useTranslation('board')
	const { id, text, city, author } = row.card
	return (
		<button
			type="button"
			data-main
			className={styles['main']}
			tabIndex={isCurrent ? 0 : -1}
			aria-disabled={!canEdit}
			// The focus follows the click: left to itself it would close another card first, and move this one from under the finger.
			onMouseDown={(event) => event.preventDefault()}
			onClick={() => (canEdit ? write(id) : goTo(id))}
		>
			<KindLine row={row} />
			<span className={styles['text']} dir="auto">
				{text || <i>{t('list.emptyCard')}</i>}
			</span>
			<span className={styles['from']}>
				<span>{[city, author].filter(Boolean).join(' · ')}</span>
				{row.isOpen && !typers && <span>{t('list.open')}</span>}
				<Typers names={typers} />
			</span>
		</button>
	)
}

function Typers({ names }: { names: string | undefined }) {
	const { t } = useTranslation('board')
	return names ? <span className={styles['typers']}>{t('list.typing', { name: names })}</span> : null
}

function KindLine({ row: { card } }: { row: Row }) {
	const { t } = useTranslation(['board', 'app'])
	return (
		<span className={styles['kind']}>
			<KindIcon kind={card.kind} size={16} />
			<span>
				{t(`app:kinds.${card.kind}`)}
				{card.category && <i> · {t(`board:categories.${card.category}`)}</i>}
			</span>
		</span>
	)
}
