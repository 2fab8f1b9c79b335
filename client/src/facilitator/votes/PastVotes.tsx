import { type CommandOf, findBoard, type VoteRound } from '@charrette/shared'
import { useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ResultList } from '../../vote/ResultList.tsx'
import { useResult } from '../../vote/useResult.ts'
import type { VoteSectionProps } from './VoteSection.tsx'
import styles from './votes.module.css'

type PastVotesProps = VoteSectionProps & {
	rounds: readonly VoteRound[]
	/** Whether none is open now. */
	mayVoteAgain: boolean
}

/** The votes that are over, the newest first: each keeps its result, also when it was done once more. */
export function PastVotes({ rounds, mayVoteAgain, ...props }: PastVotesProps) {
	const { t } = useTranslation('desk')
	const [shown, setShown] = useState<VoteRound | null>(null)
	const time = new Intl.DateTimeFormat(useLocale(), { timeStyle: 'short' })
	return (
		<>
			<ul className={styles['past']} aria-label={t('vote.past')}>
				{rounds.toReversed().map((round) => (
					<li key={round.id}>
						<span>
							{round.title} <small>{round.closedAt !== null && time.format(round.closedAt)}</small>
						</span>
						{round.state === 'cancelled' ? (
							<small>{t('vote.cancelled')}</small>
						) : (
							<>
								<Button size="small" onClick={() => setShown(round)}>
									{t('vote.show')}
								</Button>
								{mayVoteAgain && (
									<Button size="small" look="quiet" onClick={() => props.run(voteAgain(round))}>
										{t('vote.again')}
									</Button>
								)}
							</>
						)}
					</li>
				))}
			</ul>
			{shown && (
				<Dialog title={shown.title} onClose={() => setShown(null)}>
					<Result {...props} round={shown} />
				</Dialog>
			)}
		</>
	)
}

/** Another round just like it: a closed one stays closed, since two results of one round would tell ballots. */
function voteAgain({ session, title, budget, perCard, boards, kinds }: VoteRound): CommandOf<'vote.open'> {
	return { type: 'vote.open', session, title, budget, perCard, ...(boards && { boards }), ...(kinds && { kinds }) }
}

function Result({ credentials, workshop, isLive, round }: VoteSectionProps & { round: VoteRound }) {
	const result = useResult(credentials, round, isLive)
	return result && <ResultList result={result} boardOf={(id) => findBoard(workshop, id)?.board.title ?? ''} />
}
