import { findGroup, type RoundId, roundTitle, type VoteProgress, type VoteRound } from '@charrette/shared'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { fetchVoteProgress } from '../../connection/api.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import type { ControlProps } from '../useCommand.ts'
import { ProxyVoters } from './ProxyVoters.tsx'
import styles from './votes.module.css'

export interface VoteProps extends ControlProps {
	credentials: Credentials
	/** Whether the connection to the workshop's room is up. */
	isLive: boolean
	/** Increases with every ballot. */
	ballots: number
}

/**
 * The open vote: the number of people who have voted, in all and by group, the voters without a
 * device, and buttons that end the vote.
 */
export function RunningVote(props: VoteProps & { round: VoteRound }) {
	const { credentials, workshop, run, round } = props
	const { t } = useTranslation('dashboard')
	const [confirming, setConfirming] = useState<'close' | 'cancel' | null>(null)
	const progress = useVoteProgress(credentials, round.id, `${props.ballots} ${props.isLive} ${workshop.version}`)
	return (
		<div className={styles['running']}>
			<p className={styles['name']}>
				<small>{t('vote.running')}</small>
				<strong>{roundTitle(round, useLocale())}</strong>
			</p>
			{progress && (
				<div className={styles['turnout']}>
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
				</div>
			)}
			<div className={styles['actions']}>
				<Button size="small" variant="primary" onClick={() => setConfirming('close')}>
					{t('vote.close')}
				</Button>
				<ProxyVoters credentials={credentials} workshop={workshop} run={run} round={round} />
				<Button size="small" variant="quiet" onClick={() => setConfirming('cancel')}>
					{t('vote.cancel')}
				</Button>
			</div>
			{progress && (
				<ul className={styles['groups']}>
					{progress.groups.map(({ group, voted, people }) => (
						<li key={group} data-done={people > 0 && voted === people}>
							{t('vote.ofGroup', { group: findGroup(workshop, group)?.name ?? '', voted, people })}
						</li>
					))}
				</ul>
			)}
			{confirming && (
				<ConfirmDialog
					title={t(`vote.${confirming}`)}
					confirmLabel={t(`vote.${confirming}`)}
					onConfirm={() => run({ type: `vote.${confirming}`, round: round.id })}
					onClose={() => setConfirming(null)}
				>
					<p>{t(`vote.${confirming}Confirm`)}</p>
				</ConfirmDialog>
			)}
		</div>
	)
}

/**
 * The shortest time between two calls that fetch the counts, because many ballots arrive at once.
 */
const THROTTLE_MS = 400

/**
 * Returns the number of people who have voted, fetched again after `version` changes; null until
 * the first response.
 */
function useVoteProgress(credentials: Credentials, round: RoundId, version: string): VoteProgress | null {
	const throttled = useThrottled(version, THROTTLE_MS)
	const { data } = useQuery({
		queryKey: ['voteProgress', credentials.token, round, throttled],
		queryFn: () => fetchVoteProgress(credentials, round),
		placeholderData: keepPreviousData,
		gcTime: 0,
	})
	return data ?? null
}

/**
 * Returns the value, updated at most once every `ms`. The newest value is always returned in the
 * end.
 */
function useThrottled<Value>(value: Value, ms: number): Value {
	const [throttled, setThrottled] = useState(value)
	const latest = useRef(value)
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
	useEffect(() => {
		latest.current = value
		timer.current ??= setTimeout(() => {
			timer.current = undefined
			setThrottled(latest.current)
		}, ms)
	}, [value, ms])
	useEffect(
		() => () => {
			clearTimeout(timer.current)
			timer.current = undefined
		},
		[],
	)
	return throttled
}
