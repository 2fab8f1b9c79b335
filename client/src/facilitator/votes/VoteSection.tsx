import { currentSession, openRound } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { PastVotes } from './PastVotes.tsx'
import { RunningVote } from './RunningVote.tsx'
import { VoteForm } from './VoteForm.tsx'
import type { VoteSectionProps } from './VoteSectionProps.ts'
import styles from './votes.module.css'

/** Votes at the desk: one is opened, watched and closed; the results of all stay. */
export function VoteSection(props: VoteSectionProps) {
	const { workshop, run } = props
	const { t } = useTranslation('desk')
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
						{t(past.length > 0 ? 'vote.again' : 'vote.open')}
					</Button>
				)}
			</header>
			{round && <RunningVote key={round.id} {...props} round={round} />}
			{!round && past.length === 0 && <p className={styles['empty']}>{t('vote.empty')}</p>}
			{past.length > 0 && <PastVotes {...props} rounds={past} />}
			{isOpening && !round && (
				<Dialog title={t('vote.open')} onClose={() => setOpening(false)}>
					<VoteForm session={session} last={past.at(-1) ?? null} run={run} onDone={() => setOpening(false)} />
				</Dialog>
			)}
		</section>
	)
}
