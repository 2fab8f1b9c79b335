import { currentSession, findBoard, openRound, type VoteRound } from '@charrette/shared'
import { useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useVoteResult } from '../../vote/useBoardVotes.ts'
import { VoteResultList } from '../../vote/VoteResultList.tsx'
import { RunningVote, type VoteProps } from './RunningVote.tsx'
import { VoteForm } from './VoteForm.tsx'
import styles from './votes.module.css'

/** The session's votes: the open one, a form that opens one, and the results of those before. */
export function VoteSection(props: VoteProps) {
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

type PastVotesProps = VoteProps & {
	rounds: readonly VoteRound[]
}

/** The closed and cancelled votes, the newest first, with their results. */
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

function PastResult({ credentials, workshop, round }: VoteProps & { round: VoteRound }) {
	const result = useVoteResult(credentials, round.id)
	return result && <VoteResultList result={result} boardOf={(id) => findBoard(workshop, id)?.board.title ?? ''} />
}
