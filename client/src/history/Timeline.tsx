import { countChanges, type Snapshot } from '@charrette/shared'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SnapshotThumbnail } from '../workshop/BoardThumbnail.tsx'
import { Loading } from '../workshop/Loading.tsx'
import { formatDay, formatTime, groupByDay, snapshotTitle } from './snapshotTexts.ts'
import styles from './timeline.module.css'
import { type ChangesReader, type Fetched, type SnapshotChanges, useChanges } from './useSnapshots.ts'

interface TimelineProps {
	moments: Fetched<readonly Snapshot[]>
	reader: ChangesReader
	chosen: Snapshot | null
	/** Empty for none. */
	onChoose: (moment: string) => void
	/** What there is to say of the chosen one. */
	children: ReactNode
}

/** The moments that were kept, by day, the newest first. */
export function Timeline({ moments: { found, failure, reload }, reader, chosen, onChoose, children }: TimelineProps) {
	const { t } = useTranslation(['history', 'app'])
	const locale = useLocale()
	if (!found)
		return failure ? (
			<p className={styles['note']} role="alert">
				{t(`app:errors.${failure}`)}{' '}
				<Button size="small" onClick={reload}>
					{t('again')}
				</Button>
			</p>
		) : (
			<Loading what={t('loading')} />
		)
	if (found.length === 0)
		return (
			<div className={styles['empty']}>
				<Icon name="history" size={32} />
				<h2>{t('empty')}</h2>
				<p>{t('emptyMore')}</p>
			</div>
		)
	return (
		<div className={styles['timeline']}>
			{groupByDay(found).map(({ at, moments }) => (
				<section key={at} aria-label={formatDay(at, locale)}>
					<h2>{formatDay(at, locale)}</h2>
					<ol>
						{moments.map((moment) => (
							<SnapshotEntry
								key={moment.id}
								moment={moment}
								reader={reader}
								isChosen={moment.id === chosen?.id}
								onChoose={() => onChoose(moment.id === chosen?.id ? '' : moment.id)}
							>
								{children}
							</SnapshotEntry>
						))}
					</ol>
				</section>
			))}
		</div>
	)
}

interface SnapshotEntryProps {
	moment: Snapshot
	reader: ChangesReader
	isChosen: boolean
	onChoose: () => void
	/** What there is to say of the chosen one. */
	children: ReactNode
}

/** One moment in the timeline: when, why, how much, how it looked in small, and what had changed. */
function SnapshotEntry({ moment, reader, isChosen, onChoose, children }: SnapshotEntryProps) {
	const { t } = useTranslation('history')
	const locale = useLocale()
	const item = useRef<HTMLLIElement>(null)
	const isSeen = useWasVisible(item)
	const { found } = useChanges(reader, { id: moment.id, span: 'before', isWanted: isSeen })
	const { look, cause } = moment
	return (
		<li ref={item} className={styles['snapshot']} data-cause={cause}>
			<button type="button" className={styles['entry']} aria-expanded={isChosen} onClick={onChoose}>
				<SnapshotThumbnail moment={moment} className={styles['mini']} />
				<span className={styles['about']}>
					<span className={styles['when']}>{formatTime(moment.at, locale)}</span>
					<b>{snapshotTitle(moment, t, locale)}</b>
					{look && (
						<span className={styles['totals']}>
							{t('cards', { count: look.cards })} · {t('links', { count: look.links })}
						</span>
					)}
					<ChangeCounts told={found} />
				</span>
			</button>
			{isChosen && <div className={styles['chosen']}>{children}</div>}
		</li>
	)
}

function ChangeCounts({ told }: { told: SnapshotChanges | undefined }) {
	const { t } = useTranslation('history')
	if (!told || told.isFirst) return null
	const { changes } = told
	const counts = (['added', 'changed', 'gone', 'moved'] as const).map((what) => [what, changes[what].length] as const)
	const more = countChanges(changes) - counts.reduce((sum, [, count]) => sum + count, 0)
	return (
		<span className={styles['counts']}>
			{counts.map(
				([what, count]) =>
					count > 0 && (
						<span key={what} data-what={what}>
							{t(`counts.${what}`, { count })}
						</span>
					),
			)}
			{more > 0 && <span>{t('more', { count: more })}</span>}
		</span>
	)
}

/** Whether the element was on the screen, or near it. */
function useWasVisible(element: { current: Element | null }): boolean {
	const [isSeen, setSeen] = useState(false)
	useEffect(() => {
		if (!element.current || isSeen) return undefined
		const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), { rootMargin: '200px' })
		watch.observe(element.current)
		return () => watch.disconnect()
	}, [element, isSeen])
	return isSeen
}
