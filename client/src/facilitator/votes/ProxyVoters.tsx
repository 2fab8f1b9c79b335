import {
	type BallotView,
	type BoardContent,
	type BoardId,
	boardsOfRound,
	type Card,
	type ProxyVoter,
	type VoteRound,
} from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { fetchBoardContent } from '../../connection/api/boards.ts'
import { castBallot, fetchBallot } from '../../connection/api/votes.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { failureOf } from '../../connection/http.ts'
import { createObservable } from '../../connection/observable.ts'
import { queryFailure } from '../../connection/queryClient.tsx'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useFailureToast } from '../../ui/useAttempt.ts'
import { DotButtons } from '../../vote/Dots.tsx'
import { dotsAtHeads, dotsToSet } from '../../vote/joinedDots.ts'
import { cardVote, castDots } from '../../vote/voteState.ts'
import type { ControlProps } from '../useCommand.ts'
import styles from './votes.module.css'

interface ProxyVotersProps extends ControlProps {
	credentials: Credentials
	round: VoteRound
}

/**
 * The voters in the hall without a device: the facilitator adds each voter by name and fills in
 * their ballot.
 */
export function ProxyVoters(props: ProxyVotersProps) {
	const { round } = props
	const { t } = useTranslation('dashboard')
	const [isOpen, setOpen] = useState(false)
	const [voter, setVoter] = useState<ProxyVoter | null>(null)
	const close = () => {
		setVoter(null)
		setOpen(false)
	}
	return (
		<>
			<Button icon="people" size="small" onClick={() => setOpen(true)}>
				{t('vote.hall')}
			</Button>
			{isOpen && (
				<Dialog title={voter ? t('vote.ballotOf', { name: voter.name }) : t('vote.hall')} onClose={close}>
					{voter ? (
						<>
							<ProxyBallot {...props} voter={voter} />
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
							<AddProxyVoter {...props} />
						</>
					)}
				</Dialog>
			)}
		</>
	)
}

function AddProxyVoter({ run, round }: ProxyVotersProps) {
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

type ProxyBallotProps = ProxyVotersProps & { voter: ProxyVoter }

/** The ballot of a voter without a device: every card that can get dots, board by board. */
function ProxyBallot(props: ProxyBallotProps) {
	const { workshop, round } = props
	const { t } = useTranslation('dashboard')
	const { ballot, contents, give } = useProxyBallot(props)
	if (!ballot) return null
	const boards = boardsOfRound(workshop, round).filter(({ id }) => contents.has(id))
	const isEmpty = [...contents.values()].every(({ cards }) => cards.length === 0)
	return (
		<div className={styles['ballot']}>
			<p role="status" className={styles['left']}>
				{t('vote.left', { count: ballot.left, budget: round.budget })}
			</p>
			{isEmpty && <p>{t('vote.noCards')}</p>}
			{boards.map((board) => {
				const cards = contents.get(board.id)?.cards ?? []
				const atHeads = dotsAtHeads(ballot, board.id, headsOf(cards))
				return (
					<section key={board.id} aria-label={board.title}>
						<h3>{board.title}</h3>
						<ul>
							{cards.map(({ id, kind, text }) => {
								const state = { board: board.id, round, ballot: atHeads, isOffline: false, result: null }
								const vote = cardVote(state, id, kind)
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
				)
			})}
		</div>
	)
}

/**
 * Returns the voter's ballot and the cards of every board in the vote. `give` shows the new dots of
 * a card immediately and then casts them.
 */
function useProxyBallot({ credentials, workshop, round, voter }: ProxyBallotProps) {
	const { t } = useTranslation()
	const showToast = useToast()
	const [shown] = useState(() => createObservable<BallotView | null>(null))
	const ballot = useSyncExternalStore(shown.subscribe, shown.get)
	const boards = boardsOfRound(workshop, round).map(({ id }) => id)
	const query = useQuery({
		queryKey: ['proxyBallot', credentials.token, round.id, voter.id, boards],
		queryFn: async () => {
			const contents = boards.map(async (board) => [board, await fetchBoardContent(credentials, board)] as const)
			return {
				contents: new Map(await Promise.all(contents)),
				own: await fetchBallot(credentials, round.id, voter.id),
			}
		},
		// The ballot changes while it is shown, so a cached response is of no use.
		gcTime: 0,
		refetchOnReconnect: false,
	})
	useFailureToast(queryFailure(query))
	const own = query.data?.own
	useEffect(() => {
		if (own) shown.set(own)
	}, [own, shown])
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
	const contents = query.data?.contents ?? NO_CONTENTS
	const give = (board: BoardId, card: string, count: number) => {
		const heads = headsOf(contents.get(board)?.cards ?? [])
		if (ballot) for (const dots of dotsToSet(ballot, { board, card, count }, heads)) cast(dots)
	}
	return { ballot, contents, give }
}

/** Returns the joined cards with the cards that show them (JOIN3a). */
function headsOf(cards: readonly Card[]): ReadonlyMap<string, string> {
	return new Map(cards.flatMap(({ id, joined = [] }) => joined.map((one) => [one.id, id] as const)))
}

const NO_CONTENTS: ReadonlyMap<BoardId, BoardContent> = new Map()
