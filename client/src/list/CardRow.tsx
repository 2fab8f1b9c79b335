import { memo } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon, KindIcon } from '../ui/Icon.tsx'
import { RowDots } from '../vote/Dots.tsx'
import { CardRowEditor } from './CardRowEditor.tsx'
import { useListContext, useListDeniedReason } from './ListContext.ts'
import { type OutlineLink, type OutlineRow, useLinkText } from './outline.ts'
import styles from './row.module.css'

interface CardRowProps {
	row: OutlineRow
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
						<CardKindLine row={row} />
						<TypingNames names={typers} />
					</div>
					<CardRowEditor row={row} />
				</>
			) : (
				<CardButton row={row} isCurrent={isCurrent} typers={typers} />
			)}
			{!isWriting && <RowDots card={card} />}
			{row.links.length > 0 && <CardLinks row={row} isReached={isCurrent} isWriting={isWriting} />}
		</li>
	)
})

function CardButton({ row, isCurrent, typers }: Omit<CardRowProps, 'isWriting'>) {
	const { canEdit, startWriting, goTo } = useListContext()
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
			onClick={() => (canEdit ? startWriting(id) : goTo(id))}
		>
			<CardKindLine row={row} />
			<span className={styles['text']} dir="auto">
				{text || <i>{t('list.emptyCard')}</i>}
			</span>
			<span className={styles['from']}>
				<span>{[city, author].filter(Boolean).join(' · ')}</span>
				{row.isOpen && !typers && <span>{t('list.open')}</span>}
				<TypingNames names={typers} />
			</span>
		</button>
	)
}

function TypingNames({ names }: { names: string | undefined }) {
	const { t } = useTranslation('board')
	return names ? <span className={styles['typers']}>{t('list.typing', { name: names })}</span> : null
}

function CardKindLine({ row: { card } }: { row: OutlineRow }) {
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

interface CardLinksProps {
	row: OutlineRow
	/** Whether Tab leads to the links, too. */
	isReached: boolean
	isWriting: boolean
}

/** A card's links in words: "addresses: …". Each leads to the other card; while one writes, it can be taken away. */
function CardLinks({ row, isReached, isWriting }: CardLinksProps) {
	const { t } = useTranslation('board')
	return (
		<ul className={styles['links']} aria-label={t('list.links')}>
			{row.links.map((link) => (
				<CardLinkItem key={link.id} link={link} tabIndex={isReached ? 0 : -1} isWriting={isWriting} />
			))}
		</ul>
	)
}

function CardLinkItem({ link, tabIndex, isWriting }: { link: OutlineLink; tabIndex: number; isWriting: boolean }) {
	const { edits, goTo } = useListContext()
	const { t } = useTranslation(['board', 'app'])
	const whyNot = useListDeniedReason('link')
	const words = useLinkText()
	const says = words(link)
	const text = link.otherText || t('list.emptyCard')
	return (
		<li>
			<button
				type="button"
				className={styles['link']}
				tabIndex={tabIndex}
				onMouseDown={(event) => event.preventDefault()}
				onClick={() => goTo(link.other)}
			>
				<span className={styles['meaning']}>{says}: </span>
				<span className={styles['other']} data-kind={link.otherKind}>
					<KindIcon kind={link.otherKind} size={14} />
					<span dir="auto">{text}</span>
				</span>
			</button>
			{isWriting && !whyNot && (
				<button
					type="button"
					className={styles['unlink']}
					aria-label={t('list.unlink', { link: t('app:named', { what: says, which: text }) })}
					title={t('list.unlink', { link: t('app:named', { what: says, which: text }) })}
					onMouseDown={(event) => event.preventDefault()}
					onClick={() => edits.unlink(link.id)}
				>
					<Icon name="close" size={16} />
				</button>
			)}
		</li>
	)
}
