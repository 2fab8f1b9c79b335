import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from '../ui/Icon.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { useList, useWhyNot } from './ListContext.ts'
import type { Row, RowLink } from './outline.ts'
import styles from './row.module.css'
import { useLinkWords } from './useLinkWords.ts'

interface RowLinksProps {
	row: Row
	/** Whether Tab leads to the links, too. */
	isReached: boolean
	isWriting: boolean
}

/** A card's links in words: "addresses: …". Each leads to the other card; while one writes, it can be taken away. */
export function RowLinks({ row, isReached, isWriting }: RowLinksProps) {
	const { t } = useTranslation('board')
	return (
		<ul className={styles['links']} aria-label={t('list.links')}>
			{row.links.map((link) => (
				<LinkItem key={link.id} link={link} tabIndex={isReached ? 0 : -1} isWriting={isWriting} />
			))}
		</ul>
	)
}

function LinkItem({ link, tabIndex, isWriting }: { link: RowLink; tabIndex: number; isWriting: boolean }) {
	const { edits, goTo } = useList()
	const { t } = useTranslation(['board', 'app'])
	const whyNot = useWhyNot('link')
	const words = useLinkWords()
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
