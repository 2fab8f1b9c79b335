import { findGroup, type VoteRound } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HallVoters } from './HallVoters.tsx'
import { useProgress } from './useProgress.ts'
import type { VoteSectionProps } from './VoteSectionProps.ts'
import styles from './votes.module.css'

/** The vote that is open: how many have voted, by group too; those without a device; its end. */
export function RunningVote(props: VoteSectionProps & { round: VoteRound }) {
	const { credentials, workshop, run, round } = props
	const { t } = useTranslation(['desk', 'app'])
	const [isCancelling, setCancelling] = useState(false)
	const progress = useProgress(credentials, round.id, `${props.ballots} ${props.isLive} ${workshop.version}`)
	return (
		<div className={styles['running']}>
			<p className={styles['name']}>
				<small>{t('desk:vote.running')}</small>
				<strong>{round.title}</strong>
			</p>
			{progress && (
				<>
					<p role="status">
						{t('desk:vote.voted', { count: progress.people, voted: progress.voted })}
						{' · '}
						{t('desk:vote.finished', { count: progress.finished })}
					</p>
					<progress
						aria-label={t('desk:vote.voted', { count: progress.people, voted: progress.voted })}
						max={Math.max(progress.people, 1)}
						value={progress.voted}
					/>
					<ul className={styles['groups']}>
						{progress.groups.map(({ group, voted, people }) => (
							<li key={group} data-done={people > 0 && voted === people}>
								{t('desk:vote.ofGroup', { group: findGroup(workshop, group)?.name ?? '', voted, people })}
							</li>
						))}
					</ul>
				</>
			)}
			<div className={styles['actions']}>
				<Button look="primary" onClick={() => run({ type: 'vote.close', round: round.id })}>
					{t('desk:vote.close')}
				</Button>
				<HallVoters {...props} />
				<Button look="quiet" onClick={() => setCancelling(true)}>
					{t('desk:vote.cancel')}
				</Button>
			</div>
			{isCancelling && (
				<Dialog title={t('desk:vote.cancel')} onClose={() => setCancelling(false)}>
					<p className={styles['ask']}>{t('desk:vote.cancelAsk')}</p>
					<div className={styles['actions']}>
						<Button look="danger" onClick={() => run({ type: 'vote.cancel', round: round.id })}>
							{t('desk:vote.cancel')}
						</Button>
						<Button onClick={() => setCancelling(false)}>{t('app:cancel')}</Button>
					</div>
				</Dialog>
			)}
		</div>
	)
}
