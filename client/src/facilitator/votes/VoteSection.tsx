import { currentSession, findOpenRound, roundTitle, type Session, type VoteRound } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useSendToPlenary } from '../../boardParts/useSendToPlenary.ts'
import { useLanguage, useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useSave } from '../../ui/useSave.ts'
import { useVoteResult } from '../../vote/useBoardVotes.ts'
import { useFirstInWords, useReadResult } from '../../vote/VoteResultList.tsx'
import { TopStepper } from '../boards/CollectCards.tsx'
import { ComparedResults } from './ComparedResults.tsx'
import { RunningVote, type VoteProps } from './RunningVote.tsx'
import { SecondVote } from './SecondVote.tsx'
import { VoteForm } from './VoteForm.tsx'
import styles from './votes.module.css'

/**
 * The votes of a session in a row: the open vote, or the result of the last vote as a sentence; a
 * button for a form that opens a vote, if the session is running; and a button for earlier votes.
 */
export function VoteSection(props: VoteProps & { session: Session }) {
	const { workshop, session, run } = props
	const { t } = useTranslation('dashboard')
	const [isListing, setListing] = useState(false)
	const [shown, setShown] = useState<VoteRound | null>(null)
	const locale = useLocale()
	const isRunning = session.id === currentSession(workshop)?.id
	const round = findOpenRound(workshop, session.id)
	const past = (workshop.rounds ?? []).filter(({ session: id, state }) => id === session.id && state !== 'open')
	const last = round ? null : (past.at(-1) ?? null)
	const earlier = last ? past.slice(0, -1) : past
	return (
		<section aria-labelledby="votes" className={styles['section']}>
			<h2 id="votes" className={round ? 'visuallyHidden' : undefined}>
				{t('vote.title')}
			</h2>
			{round && <RunningVote key={round.id} {...props} round={round} />}
			{last && <LastVote {...props} round={last} onShow={() => setShown(last)} />}
			{last?.isByGroup && last.state === 'closed' && <SecondVote {...props} session={session} round={last} />}
			{!round && !last && <p className={styles['empty']}>{t('vote.empty')}</p>}
			{earlier.length > 0 && (
				<Button size="small" variant="quiet" onClick={() => setListing(true)}>
					{t('vote.earlier', { count: earlier.length })}
				</Button>
			)}
			{isRunning && !round && <NewVote key={session.id} session={session} past={past} run={run} />}
			{isListing && !shown && (
				<Dialog title={t('vote.earlierTitle')} onClose={() => setListing(false)}>
					<PastVotes rounds={earlier} onShow={setShown} />
				</Dialog>
			)}
			{shown && (
				<Dialog title={roundTitle(shown, locale)} onClose={() => setShown(null)}>
					<PastResult {...props} round={shown} />
				</Dialog>
			)}
		</section>
	)
}

interface NewVoteProps extends Pick<VoteProps, 'run'> {
	session: Session
	/** The votes of the session that have ended. */
	past: readonly VoteRound[]
}

/**
 * Opens the form of a new vote. It ends with its button as soon as a vote is open: it must not open
 * again, by itself, when another facilitator closes that vote (STAGE4a).
 */
function NewVote({ session, past, run }: NewVoteProps) {
	const { t } = useTranslation('dashboard')
	const [isOpen, setOpen] = useState(false)
	const close = () => setOpen(false)
	return (
		<>
			<Button size="small" icon="check" onClick={() => setOpen(true)}>
				{t(past.length > 0 ? 'vote.again' : 'vote.new')}
			</Button>
			{isOpen && (
				<Dialog title={t('vote.new')} onClose={close}>
					<VoteForm session={session} last={past.at(-1) ?? null} run={run} onDone={close} />
				</Dialog>
			)}
		</>
	)
}

type RoundProps = VoteProps & { round: VoteRound }

/** The last vote: the number of people who voted, and the cards in first place. */
function LastVote({ credentials, round, onShow }: RoundProps & { onShow: () => void }) {
	const { t } = useTranslation(['dashboard', 'board'])
	const firstInWords = useFirstInWords()
	const locale = useLocale()
	const result = useReadResult(useVoteResult(credentials, round.state === 'closed' ? round.id : null))
	return (
		<>
			<p className={styles['last']}>
				<strong>{roundTitle(round, locale)}</strong>{' '}
				{round.state === 'cancelled' && <small>{t('dashboard:vote.cancelled')}</small>}
				{result && (
					<span>
						{t('board:vote.turnout', { count: result.voters, people: result.people })} {firstInWords(result)}
					</span>
				)}
			</p>
			{round.state === 'closed' && (
				<Button size="small" onClick={onShow}>
					{t('dashboard:vote.show')}
				</Button>
			)}
		</>
	)
}

interface PastVotesProps {
	rounds: readonly VoteRound[]
	onShow: (round: VoteRound) => void
}

/** Closed and cancelled votes, newest first. */
function PastVotes({ rounds, onShow }: PastVotesProps) {
	const { t } = useTranslation('dashboard')
	const locale = useLocale()
	const time = new Intl.DateTimeFormat(useLanguage(), { timeStyle: 'short' })
	return (
		<ul className={styles['past']} aria-label={t('vote.results')}>
			{rounds.toReversed().map((round) => (
				<li key={round.id}>
					<span>
						{roundTitle(round, locale)} <small>{round.closedAt !== null && time.format(round.closedAt)}</small>
					</span>
					{round.state === 'cancelled' ? (
						<small>{t('vote.cancelled')}</small>
					) : (
						<Button size="small" onClick={() => onShow(round)}>
							{t('vote.show')}
						</Button>
					)}
				</li>
			))}
		</ul>
	)
}

function PastResult({ credentials, workshop, run, round }: RoundProps) {
	const result = useVoteResult(credentials, round.id)
	if (!result) return null
	return (
		<>
			<ComparedResults {...{ credentials, workshop, run, round }} />
			{result.cards.length > 0 && <SendWinners {...{ credentials, workshop, round }} />}
		</>
	)
}

/** Sends the cards with the most dots to the plenary board (PLEN1). */
function SendWinners({ credentials, workshop, round }: Pick<RoundProps, 'credentials' | 'workshop' | 'round'>) {
	const { t } = useTranslation('dashboard')
	const send = useSendToPlenary(workshop, credentials)
	const [top, setTop] = useState(3)
	const [isSaving, save] = useSave()
	const session = workshop.sessions.find(({ id }) => id === round.session)
	if (!session) return null
	const submit = (event: FormEvent) => {
		event.preventDefault()
		void save(() => send(session, { what: 'votes', round: round.id, top, isPerGroup: round.isByGroup === true }))
	}
	return (
		<form className={styles['winners']} onSubmit={submit}>
			<TopStepper label={t(round.isByGroup ? 'plenary.top' : 'plenary.topOfVote')} value={top} onChange={setTop} />
			<Button type="submit" busy={isSaving}>
				{t('plenary.send')}
			</Button>
		</form>
	)
}
