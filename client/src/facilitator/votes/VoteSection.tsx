import { currentSession, findBoard, openRound, type VoteRound } from '@charrette/shared'
import { useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useVoteResult } from '../../vote/useBoardVotes.ts'
import { VoteResultList } from '../../vote/VoteResultList.tsx'
import type { VoteSectionProps } from './HallVoters.tsx'
import { RunningVote } from './RunningVote.tsx'
import { VoteForm } from './VoteForm.tsx'
import styles from './votes.module.css'

/** Votes at the desk: one is opened, watched and closed; the results of all stay. */
export function VoteSection(props: VoteSectionProps) {
	const { workshop, run } = props
	const { t } = useTranslation('dashboard')
	const [isOpening, setOpening] = useState(false)
	const session = currentSession(workshop)
	if (!session) return null
	const round = openRound(workshop, session.id)
	const past = (workshop.rounds ?? []).filter(({ session: id, state }) => id === session.id && state !== 'open')
	return (
		<section aria-labelledby="votes" className={styles['section']}>
			<header>
				<h2 id="votes">{t('vote.title')}</h2>
				{!round && (
					<Button size="small" icon="check" onClick={() => setOpening(true)}>
						{t(past.length > 0 ? 'vote.again' : 'vote.new')}
					</Button>
				)}
			</header>
			{round && <RunningVote key={round.id} {...props} round={round} />}
			{!round && past.length === 0 && <p className={styles['empty']}>{t('vote.empty')}</p>}
			{past.length > 0 && <PastVotes {...props} rounds={past} />}
			{isOpening && !round && (
				<Dialog title={t('vote.new')} onClose={() => setOpening(false)}>
					<VoteForm session={session} last={past.at(-1) ?? null} run={run} onDone={() => setOpening(false)} />
				</Dialog>
			)}
		</section>
	)
}

type PastVotesProps = VoteSectionProps & {
	rounds: readonly VoteRound[]
}

/** The votes that are over, the newest first: each keeps its result, also when it was done once more. */
function PastVotes({ rounds, ...props }: PastVotesProps) {
	const { t } = useTranslation('dashboard')
	const [shown, setShown] = useState<VoteRound | null>(null)
	const time = new Intl.DateTimeFormat(useLocale(), { timeStyle: 'short' })
	return (
		<>
			<ul className={styles['past']} aria-label={t('vote.results')}>
				{rounds.toReversed().map((round) => (
					<li key={round.id}>
						<span>
							{round.title} <small>{round.closedAt !== null && time.format(round.closedAt)}</small>
						</span>
						{round.state === 'cancelled' ? (
							<small>{t('vote.cancelled')}</small>
						) : (
							<Button size="small" onClick={() => setShown(round)}>
								{t('vote.show')}
							</Button>
						)}
					</li>
				))}
			</ul>
			{shown && (
				<Dialog title={shown.title} onClose={() => setShown(null)}>
					<PastResult {...props} round={shown} />
				</Dialog>
			)}
		</>
	)
}

function PastResult({ credentials, workshop, round }: VoteSectionProps & { round: VoteRound }) {
	const result = useVoteResult(credentials, round.id)
	return result && <VoteResultList result={result} boardOf={(id) => findBoard(workshop, id)?.board.title ?? ''} />
}
