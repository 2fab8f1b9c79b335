import { countChanges, type Snapshot } from '@charrette/shared'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { FailureCode } from '../connection/http.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { SnapshotThumbnail } from '../navigation/BoardThumbnail.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Loading } from '../ui/Loading.tsx'
import { formatDay, formatTime, groupByDay, snapshotTitle } from './snapshotTexts.ts'
import styles from './timeline.module.css'
import { type ChangesReader, type SnapshotChanges, useSnapshotChanges } from './useSnapshots.ts'

interface TimelineProps {
	query: UseQueryResult<Snapshot[]>
	reader: ChangesReader
	selected: Snapshot | null
	/** Selects a snapshot by its id; an empty id deselects. */
	onSelect: (snapshot: string) => void
	/** The details of the selected snapshot. */
	children: ReactNode
}

/** The snapshots of a board by day, newest first. */
export function Timeline({ query, reader, selected, onSelect, children }: TimelineProps) {
	const { t } = useTranslation('history')
	const language = useLanguage()
	const { data } = query
	const failure = queryFailure(query)
	if (!data)
		return failure ? (
			<FailureNote failure={failure} onRetry={() => void query.refetch()} />
		) : (
			<Loading what={t('loading')} />
		)
	if (data.length === 0)
		return (
			<div className={styles['empty']}>
				<Icon name="history" size={32} />
				<h2>{t('empty')}</h2>
				<p>{t('emptyMore')}</p>
			</div>
		)
	return (
		<div className={styles['timeline']}>
			{groupByDay(data).map(({ at, snapshots }) => (
				<section key={at} aria-label={formatDay(at, language)}>
					<h2>{formatDay(at, language)}</h2>
					<ol>
						{snapshots.map((snapshot) => (
							<SnapshotEntry
								key={snapshot.id}
								snapshot={snapshot}
								reader={reader}
								isSelected={snapshot.id === selected?.id}
								onSelect={() => onSelect(snapshot.id === selected?.id ? '' : snapshot.id)}
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

/** Shows why a part of the history could not be fetched, with a button that tries again. */
export function FailureNote({ failure, onRetry }: { failure: FailureCode; onRetry: () => void }) {
	const { t } = useTranslation(['history', 'app'])
	return (
		<p className={styles['note']} role="alert">
			{t(`app:errors.${failure}`)}{' '}
			<Button size="small" onClick={onRetry}>
				{t('again')}
			</Button>
		</p>
	)
}

interface SnapshotEntryProps {
	snapshot: Snapshot
	reader: ChangesReader
	isSelected: boolean
	onSelect: () => void
	/** Shown while the entry is selected. */
	children: ReactNode
}

/**
 * One snapshot: its thumbnail, time, title and size, and the number of changes since the previous
 * snapshot.
 */
function SnapshotEntry({ snapshot, reader, isSelected, onSelect, children }: SnapshotEntryProps) {
	const { t } = useTranslation('history')
	const language = useLanguage()
	const item = useRef<HTMLLIElement>(null)
	const isEnabled = useWasVisible(item)
	const { data } = useSnapshotChanges(reader, { id: snapshot.id, comparedWith: 'before', isEnabled })
	const { look: size, cause } = snapshot
	return (
		<li ref={item} className={styles['snapshot']} data-cause={cause}>
			<button type="button" className={styles['entry']} aria-expanded={isSelected} onClick={onSelect}>
				<SnapshotThumbnail snapshot={snapshot} className={styles['mini']} />
				<span className={styles['about']}>
					<span className={styles['when']}>{formatTime(snapshot.at, language)}</span>
					<b>{snapshotTitle(snapshot, t, language)}</b>
					{size && (
						<span className={styles['totals']}>
							{t('cards', { count: size.cards })} · {t('links', { count: size.links })}
						</span>
					)}
					{data && !data.isFirst && <ChangeCounts changes={data.changes} />}
				</span>
			</button>
			{isSelected && <div className={styles['selected']}>{children}</div>}
		</li>
	)
}

function ChangeCounts({ changes }: Pick<SnapshotChanges, 'changes'>) {
	const { t } = useTranslation('history')
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

/** Returns whether the element has been within 200 px of the viewport since it was mounted. */
function useWasVisible(element: { current: Element | null }): boolean {
	const [wasVisible, setVisible] = useState(false)
	useEffect(() => {
		if (!element.current || wasVisible) return undefined
		const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setVisible(true), {
			rootMargin: '200px',
		})
		observer.observe(element.current)
		return () => observer.disconnect()
	}, [element, wasVisible])
	return wasVisible
}
