import { findBoard, type VoteRound } from '@charrette/shared'
import { useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ResultList } from '../../vote/ResultList.tsx'
import { useResult } from '../../vote/useResult.ts'
import type { VoteSectionProps } from './VoteSectionProps.ts'
import styles from './votes.module.css'

type PastVotesProps = VoteSectionProps & {
	rounds: readonly VoteRound[]
}

/** The votes that are over, the newest first: each keeps its result, also when it was done once more. */
export function PastVotes({ rounds, ...props }: PastVotesProps) {
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
							<Button size="small" onClick={() => setShown(round)}>
								{t('vote.show')}
							</Button>
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

function Result({ credentials, workshop, round }: VoteSectionProps & { round: VoteRound }) {
	const result = useResult(credentials, round.id)
	return result && <ResultList result={result} boardOf={(id) => findBoard(workshop, id)?.board.title ?? ''} />
}
