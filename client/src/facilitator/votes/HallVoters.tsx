import {
	type BallotView,
	type BoardContent,
	type BoardId,
	boardsOfRound,
	type HallVoter,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { type FormEvent, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { castBallot, fetchBallot, fetchBoardContent } from '../../connection/api.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { failureOf } from '../../connection/http.ts'
import { createObservable } from '../../connection/observable.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { DotButtons } from '../../vote/Dots.tsx'
import { cardVote, castDots } from '../../vote/voteState.ts'
import type { RunCommand } from '../useCommand.ts'
import styles from './votes.module.css'

type HallVotersProps = VoteSectionProps & { round: VoteRound }

/** The people in the hall who have no device: each is named once, and a facilitator fills in their ballot. */
export function HallVoters(props: HallVotersProps) {
	const { round } = props
	const { t } = useTranslation('dashboard')
	const [isOpen, setOpen] = useState(false)
	const [voter, setVoter] = useState<HallVoter | null>(null)
	const close = () => {
		setVoter(null)
		setOpen(false)
	}
	return (
		<>
			<Button icon="people" onClick={() => setOpen(true)}>
				{t('vote.hall')}
			</Button>
			{isOpen && (
				<Dialog title={voter ? t('vote.ballotOf', { name: voter.name }) : t('vote.hall')} onClose={close}>
					{voter ? (
						<>
							<HallBallot {...props} voter={voter} />
							<Button icon="arrowLeft" className={styles['back']} onClick={() => setVoter(null)}>
								{t('vote.hall')}
							</Button>
						</>
					) : (
						<>
							<p className={styles['empty']}>{t('vote.hallMore')}</p>
							<ul className={styles['hall']}>
								{round.hall.map((person) => (
									<li key={person.id}>
										<span>
											{person.name} <small>{person.city}</small>
										</span>
										<Button
											size="small"
											aria-label={t('vote.fillNamed', { name: person.name })}
											onClick={() => setVoter(person)}
										>
											{t('vote.fill')}
										</Button>
									</li>
								))}
							</ul>
							<AddVoter {...props} />
						</>
					)}
				</Dialog>
			)}
		</>
	)
}

function AddVoter({ run, round }: HallVotersProps) {
	const { t } = useTranslation('dashboard')
	const [name, setName] = useState('')
	const [city, setCity] = useState('')
	const add = async (event: FormEvent) => {
		event.preventDefault()
		const done = await run({ type: 'vote.proxy', round: round.id, name: name.trim(), city: city.trim() })
		if (done) setName('')
	}
	return (
		<form className={styles['addVoter']} aria-label={t('vote.addVoter')} onSubmit={add}>
			<TextField label={t('vote.voterName')} value={name} onChange={setName} required />
			<TextField label={t('vote.voterCity')} value={city} onChange={setCity} required />
			<Button type="submit" icon="plus">
				{t('vote.add')}
			</Button>
		</form>
	)
}

type HallBallotProps = VoteSectionProps & { round: VoteRound; voter: HallVoter }

/** The ballot of somebody without a device, filled in as they say: every card that is voted on, board by board. */
function HallBallot(props: HallBallotProps) {
	const { workshop, round } = props
	const { t } = useTranslation('dashboard')
	const { ballot, contents, give } = useHallBallot(props)
	if (!ballot) return null
	const boards = boardsOfRound(workshop, round).filter(({ id }) => contents.has(id))
	const isEmpty = [...contents.values()].every(({ cards }) => cards.length === 0)
	return (
		<div className={styles['ballot']}>
			<p role="status" className={styles['left']}>
				{t('vote.left', { count: ballot.left, budget: round.budget })}
			</p>
			{isEmpty && <p>{t('vote.noCards')}</p>}
			{boards.map((board) => (
				<section key={board.id} aria-label={board.title}>
					<h3>{board.title}</h3>
					<ul>
						{(contents.get(board.id)?.cards ?? []).map(({ id, kind, text }) => {
							const vote = cardVote({ board: board.id, round, ballot, isOffline: false, result: null }, id, kind)
							if (vote?.type !== 'open') return null
							return (
								<li key={id} data-kind={kind}>
									<KindIcon kind={kind} size={16} />
									<span dir="auto">{text}</span>
									<DotButtons vote={vote} text={text} onGive={(count) => give(board.id, id, count)} />
								</li>
							)
						})}
					</ul>
				</section>
			))}
		</div>
	)
}

function useHallBallot({ credentials, workshop, round, voter }: HallBallotProps) {
	const { t } = useTranslation()
	const showToast = useToast()
	const [shown] = useState(() => createObservable<BallotView | null>(null))
	const [contents, setContents] = useState<ReadonlyMap<BoardId, BoardContent>>(new Map())
	const ballot = useSyncExternalStore(shown.subscribe, shown.get)
	const boards = boardsOfRound(workshop, round)
		.map(({ id }) => id)
		.join(' ')
	useEffect(() => {
		let isWanted = true
		const read = async () => {
			const all = boards.split(' ') as BoardId[]
			const fetched = await Promise.all(all.map((board) => fetchBoardContent(credentials, board)))
			const own = await fetchBallot(credentials, round.id, voter.id)
			if (!isWanted) return
			setContents(new Map(all.map((board, index) => [board, fetched[index] as BoardContent])))
			shown.set(own)
		}
		read().catch((thrown: unknown) => isWanted && showToast(t(`errors.${failureOf(thrown)}`), 'error'))
		return () => {
			isWanted = false
		}
	}, [credentials, boards, round.id, voter.id, shown, showToast, t])
	const cast = useMemo(
		() =>
			castDots({
				shown,
				cast: (dots) => castBallot(credentials, { round: round.id, voter: voter.id, ...dots }),
				read: () => fetchBallot(credentials, round.id, voter.id),
				onRefused: (thrown) => showToast(t(`errors.${failureOf(thrown)}`), 'error'),
			}),
		[credentials, round.id, voter.id, shown, showToast, t],
	)
	return { ballot, contents, give: (board: BoardId, card: string, count: number) => cast({ board, card, count }) }
}

/** What is known of votes at the desk, and how they are conducted. */
export interface VoteSectionProps {
	credentials: Credentials
	workshop: Workshop
	run: RunCommand
	/** Whether the workshop's room is heard. */
	isLive: boolean
	/** Rises whenever somebody has voted. */
	ballots: number
}
