import { findGroup, type RoundId, type VoteProgress, type VoteRound } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import { fetchVoteProgress } from '../../connection/api.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { HallVoters, type VoteSectionProps } from './HallVoters.tsx'
import styles from './votes.module.css'

/** The vote that is open: how many have voted, by group too; those without a device; its end. */
export function RunningVote(props: VoteSectionProps & { round: VoteRound }) {
	const { credentials, workshop, run, round } = props
	const { t } = useTranslation('dashboard')
	const [asked, setAsked] = useState<'close' | 'cancel' | null>(null)
	const progress = useVoteProgress(credentials, round.id, `${props.ballots} ${props.isLive} ${workshop.version}`)
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
				<Button variant="primary" onClick={() => setAsked('close')}>
					{t('vote.close')}
				</Button>
				<HallVoters {...props} />
				<Button variant="quiet" onClick={() => setAsked('cancel')}>
					{t('vote.cancel')}
				</Button>
			</div>
			{asked && (
				<ConfirmDialog
					title={t(`vote.${asked}`)}
					confirmLabel={t(`vote.${asked}`)}
					onConfirm={() => run({ type: `vote.${asked}`, round: round.id })}
					onClose={() => setAsked(null)}
				>
					<p>{t(`vote.${asked}Confirm`)}</p>
				</ConfirmDialog>
			)}
		</div>
	)
}

/** Ballots of a full hall come at once; the counts are asked for no more often than this. */
const THROTTLE_MS = 400

/** How many have voted, asked for anew after `news` has changed; null until it is known. */
function useVoteProgress(credentials: Credentials, round: RoundId, news: string): VoteProgress | null {
	const [progress, setProgress] = useState<VoteProgress | null>(null)
	const asked = useRef<string | null>(null)
	const wait = useRef<ReturnType<typeof setTimeout>>(undefined)
	useEffect(() => {
		if (asked.current === news || wait.current !== undefined) return
		asked.current = news
		wait.current = setTimeout(() => {
			wait.current = undefined
			// Without an answer the last counts stay; the next news asks again.
			fetchVoteProgress(credentials, round).then(setProgress, () => {})
		}, THROTTLE_MS)
	}, [credentials, round, news])
	useEffect(() => {
		return () => {
			clearTimeout(wait.current)
			wait.current = undefined
			asked.current = null
		}
	}, [])
	return progress
}
