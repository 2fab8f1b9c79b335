import { findGroup, type VoteRound } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { AskDialog } from '../../ui/AskDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { HallVoters } from './HallVoters.tsx'
import { useProgress } from './useProgress.ts'
import type { VoteSectionProps } from './VoteSectionProps.ts'
import styles from './votes.module.css'

/** The vote that is open: how many have voted, by group too; those without a device; its end. */
export function RunningVote(props: VoteSectionProps & { round: VoteRound }) {
	const { credentials, workshop, run, round } = props
	const { t } = useTranslation('desk')
	const [asked, setAsked] = useState<'close' | 'cancel' | null>(null)
	const progress = useProgress(credentials, round.id, `${props.ballots} ${props.isLive} ${workshop.version}`)
	return (
		<div className={styles['running']}>
			<p className={styles['name']}>
				<small>{t('vote.running')}</small>
				<strong>{round.title}</strong>
			</p>
			{progress && (
				<>
					<p role="status">
						{t('vote.voted', { count: progress.people, voted: progress.voted })}
						{' · '}
						{t('vote.finished', { count: progress.finished })}
					</p>
					<progress
						aria-label={t('vote.voted', { count: progress.people, voted: progress.voted })}
						max={Math.max(progress.people, 1)}
						value={progress.voted}
					/>
					<ul className={styles['groups']}>
						{progress.groups.map(({ group, voted, people }) => (
							<li key={group} data-done={people > 0 && voted === people}>
								{t('vote.ofGroup', { group: findGroup(workshop, group)?.name ?? '', voted, people })}
							</li>
						))}
					</ul>
				</>
			)}
			<div className={styles['actions']}>
				<Button look="primary" onClick={() => setAsked('close')}>
					{t('vote.close')}
				</Button>
				<HallVoters {...props} />
				<Button look="quiet" onClick={() => setAsked('cancel')}>
					{t('vote.cancel')}
				</Button>
			</div>
			{asked && (
				<AskDialog
					title={t(`vote.${asked}`)}
					action={t(`vote.${asked}`)}
					onDo={() => run({ type: `vote.${asked}`, round: round.id })}
					onClose={() => setAsked(null)}
				>
					<p>{t(`vote.${asked}Ask`)}</p>
				</AskDialog>
			)}
		</div>
	)
}
