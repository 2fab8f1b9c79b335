import { countChanges, type Participant } from '@charrette/shared'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queryFailure } from '../connection/queryClient.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { ChangeLists } from './ChangeLists.tsx'
import { FailureNote } from './Timeline.tsx'
import styles from './timeline.module.css'
import type { CardSelection } from './useCardSelection.ts'
import type { ComparedWith, SnapshotChanges } from './useSnapshots.ts'

interface SnapshotDetailsProps {
	query: UseQueryResult<SnapshotChanges>
	/** The participants whose names may be shown. */
	people: readonly Participant[]
	comparedWith: ComparedWith
	onComparedWith: (comparedWith: ComparedWith) => void
	/** Null for people who cannot restore cards. */
	cardSelection: CardSelection | null
	/** The snapshot's actions, if they are not shown in the preview. */
	buttons: ReactNode
}

/** The changes of the selected snapshot. */
export function SnapshotDetails({
	query,
	people,
	comparedWith,
	onComparedWith,
	cardSelection,
	buttons,
}: SnapshotDetailsProps) {
	const { t } = useTranslation('history')
	const { data } = query
	const failure = queryFailure(query)
	return (
		<>
			{buttons && <div className={styles['actions']}>{buttons}</div>}
			<fieldset className={styles['span']} aria-label={t('span')}>
				{(['before', 'now'] as const).map((choice) => (
					<button
						key={choice}
						type="button"
						aria-pressed={choice === comparedWith}
						onClick={() => onComparedWith(choice)}
					>
						{t(choice)}
					</button>
				))}
			</fieldset>
			{!data && !failure && (
				<p className={styles['note']} role="status">
					{t('comparing')}
				</p>
			)}
			{data?.isFirst && <p className={styles['note']}>{t('first')}</p>}
			{data && countChanges(data.changes) === 0 && <p className={styles['note']}>{t('none')}</p>}
			{data && !data.isFirst && (
				<ChangeLists
					changes={data.changes}
					people={people}
					cardSelection={comparedWith === 'now' ? cardSelection : null}
				/>
			)}
			{failure && !data && <FailureNote failure={failure} onRetry={() => void query.refetch()} />}
		</>
	)
}
