import { findGroup, roundTitle, type VoteProgress, type VoteRound, type Workshop } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { joinParts } from '../../i18n/listText.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { useVoteProgress } from '../../vote/useVoteProgress.ts'
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
	const version = useThrottled(`${props.ballots} ${props.isLive} ${workshop.version}`, THROTTLE_MS)
	const progress = useVoteProgress(credentials, round.id, { version })
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
			{progress && <TurnoutByGroup workshop={workshop} progress={progress} />}
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

/** Groups that are named while people in them have not voted; of more, only the number is shown. */
const MAX_NAMED = 5

/** One bar with a part for each group, filled by those who have voted. */
function TurnoutByGroup({ workshop, progress }: { workshop: Workshop; progress: VoteProgress }) {
	const { t } = useTranslation('dashboard')
	const groups = progress.groups.filter(({ people }) => people > 0)
	const textOf = ({ group, voted, people }: (typeof groups)[number]) =>
		t('vote.ofGroup', { group: findGroup(workshop, group)?.name ?? '', voted, people })
	const unfinished = groups.filter(({ voted, people }) => voted < people)
	const more = unfinished.length - MAX_NAMED
	const named = unfinished.slice(0, MAX_NAMED).map(textOf)
	if (more > 0) named.push(t('voting.more', { count: more }))
	return (
		<div className={styles['byGroup']}>
			<ul aria-label={t('vote.voted', { count: progress.people, voted: progress.voted })}>
				{groups.map((turnout) => (
					<li key={turnout.group} style={{ flexGrow: turnout.people }} title={textOf(turnout)}>
						<i style={{ inlineSize: `${(100 * turnout.voted) / turnout.people}%` }} />
						<span className="visuallyHidden">{textOf(turnout)}</span>
					</li>
				))}
			</ul>
			{named.length > 0 && <p>{t('voting.stillVoting', { groups: joinParts(named) })}</p>}
		</div>
	)
}

/**
 * The shortest time between two calls that fetch the counts, because many ballots arrive at once.
 */
const THROTTLE_MS = 400

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
