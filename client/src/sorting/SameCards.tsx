import { type Activity, isCard } from '@charrette/shared'
import { joinCards } from '../boardParts/joinCards.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useReadText } from '../reading/useReading.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import type { LiveBoard } from '../sync/observeBoard.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { linkedPairs, linkSame } from './linkedPairs.ts'
import styles from './sorting.module.css'

interface SameCardsProps {
	groups: readonly (readonly string[])[]
	document: BoardDocument
	live: LiveBoard
	/** What the phase allows this person to do (RUN5). */
	activities: ReadonlySet<Activity>
	keep: (group: readonly string[]) => void
}

/** Cards that say nearly the same (SORT6), to link or to keep as they are. */
export function SameCards({ groups, document, live, activities, keep }: SameCardsProps) {
	const { t } = useTranslation(['panels', 'board'])
	const showToast = useToast()
	const unlinked = groups.filter((group) => linkedPairs(live.shown(), group).missing.length > 0)
	if (unlinked.length === 0) return null
	const deniedLink = activities.has('link') ? undefined : t('board:statusBar.denied.link')
	const link = (group: readonly string[]) => {
		const undo = linkSame(document, live.shown(), group)
		if (undo) showToast(t('sorting.linked'), 'note', { label: t('board:tools.undo'), onChoose: undo })
	}
	const deniedJoin = activities.has('arrange') ? undefined : t('board:statusBar.denied.arrange')
	const join = (group: readonly string[]) => {
		const undo = joinCards(document, live.shown(), group)
		if (undo) showToast(t('sorting.joined'), 'note', { label: t('board:tools.undo'), onChoose: undo })
	}
	return (
		<section className={styles['same']}>
			<h3>{t('sorting.same', { count: unlinked.length })}</h3>
			{[deniedLink, deniedJoin].map(
				(reason) =>
					reason && (
						<p key={reason} className={styles['lead']}>
							{reason}
						</p>
					),
			)}
			{unlinked.map((group) => (
				<div key={group.join(' ')} className={styles['suggestion']}>
					<ul className={styles['cards']}>
						{group.map((card) => (
							<SameCard key={card} card={card} live={live} />
						))}
					</ul>
					<p className={styles['actions']}>
						<Button size="small" disabled={deniedJoin !== undefined} onClick={() => join(group)}>
							{t('sorting.join')}
						</Button>
						<Button size="small" disabled={deniedLink !== undefined} onClick={() => link(group)}>
							{t('sorting.link')}
						</Button>
						<Button size="small" variant="quiet" onClick={() => keep(group)}>
							{t('sorting.keep')}
						</Button>
					</p>
				</div>
			))}
		</section>
	)
}

function SameCard({ card, live }: { card: string; live: LiveBoard }) {
	const record = live.shown().get(card)
	const { text, lang } = useReadText(card, isCard(record) ? record.props.text : '')
	const city = isCard(record) ? record.props.city : ''
	return (
		<li>
			<span dir="auto" lang={lang}>
				{text} {city && <small>{city}</small>}
			</span>
		</li>
	)
}
