import { countChanges, type Participant } from '@charrette/shared'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { type CardSelection, ChangeLists } from './ChangeLists.tsx'
import styles from './timeline.module.css'
import type { ChangeSpan, Fetched, SnapshotChanges } from './useSnapshots.ts'

interface SnapshotDetailsProps {
	told: Fetched<SnapshotChanges>
	/** Those who can be named. */
	people: readonly Participant[]
	span: ChangeSpan
	onSpan: (span: ChangeSpan) => void
	/** Null for who may not bring anything back. */
	picking: CardSelection | null
	/** What can be done with it, where that stands here. */
	buttons: ReactNode
}

/** What changed around the moment that is looked at. */
export function SnapshotDetails({ told, people, span, onSpan, picking, buttons }: SnapshotDetailsProps) {
	const { t } = useTranslation(['history', 'app'])
	const { found, failure } = told
	const canPick = span === 'now' && picking !== null
	return (
		<>
			{buttons && <div className={styles['actions']}>{buttons}</div>}
			<fieldset className={styles['span']} aria-label={t('span')}>
				{(['before', 'now'] as const).map((choice) => (
					<button key={choice} type="button" aria-pressed={choice === span} onClick={() => onSpan(choice)}>
						{t(choice)}
					</button>
				))}
			</fieldset>
			{!found && !failure && (
				<p className={styles['note']} role="status">
					{t('comparing')}
				</p>
			)}
			{found?.isFirst && <p className={styles['note']}>{t('first')}</p>}
			{found && countChanges(found.changes) === 0 && <p className={styles['note']}>{t('none')}</p>}
			{found && !found.isFirst && (
				<ChangeLists changes={found.changes} people={people} picking={canPick ? picking : null} />
			)}
			{failure && !found && (
				<p className={styles['note']} role="alert">
					{t(`app:errors.${failure}`)}{' '}
					<Button size="small" onClick={told.reload}>
						{t('again')}
					</Button>
				</p>
			)}
		</>
	)
}
