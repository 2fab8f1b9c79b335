import {
	type BallotView,
	type BoardId,
	boardsOfRound,
	type CardKind,
	findBoard,
	lastResultFor,
	openRound,
	type RoundId,
	type VoteResult,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { castBallot, fetchBallot, fetchVoteResult } from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'
import { failureOf } from '../connection/http.ts'
import { createObservable, type Observable } from '../connection/observable.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from '../ui/Toasts.tsx'
import { type CardVote, cardVote, castDots, type VoteState } from './voteState.ts'

interface BoardVotesOptions {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** Whether the workshop's room is heard: what comes over it is fresh, and votes can be sent. */
	isLive: boolean
}

/** The votes on a board: which is open, this person's dots in it, and how the last one ended. */
export function useBoardVotes({ credentials, workshop, board, isLive }: BoardVotesOptions): Votes {
	const round = openRoundOn(workshop, board)
	const { ballot, give } = useBallot({ credentials, round, isLive, board })
	const result = useVoteResult(credentials, lastResultFor(workshop, board)?.id ?? null)
	return useStableVotes({ board, round, ballot, isOffline: !isLive, result }, give)
}

/** The vote that is open on this board. */
function openRoundOn(workshop: Workshop, board: BoardId): VoteRound | null {
	const session = findBoard(workshop, board)?.session
	const round = session ? openRound(workshop, session.id) : null
	return round && boardsOfRound(workshop, round).some(({ id }) => id === board) ? round : null
}

/** One object that cards can hold on to, however often the stand changes. */
function useStableVotes(stand: VoteState, give: Votes['give']): Votes {
	const [cell] = useState(() => createObservable(stand))
	const giving = useRef(give)
	giving.current = give
	const { board, round, ballot, isOffline, result } = stand
	// The round is a new object with every state of the workshop; what it says is what matters.
	const told = JSON.stringify(round)
	useEffect(() => {
		cell.set({ board, round: JSON.parse(told) as VoteRound | null, ballot, isOffline, result })
	}, [cell, board, told, ballot, isOffline, result])
	return useMemo(() => ({ state: cell, give: (card, count) => giving.current(card, count) }), [cell])
}

interface BallotOptions {
	credentials: Credentials
	round: VoteRound | null
	isLive: boolean
	board: BoardId
}

/** This person's dots in a round, read when it opens and whenever the server is back. */
function useBallot({ credentials, round, isLive, board }: BallotOptions): {
	ballot: BallotView | null
	give: Votes['give']
} {
	const { t } = useTranslation(['board', 'app'])
	const showToast = useToast()
	const [shown] = useState(() => createObservable<BallotView | null>(null))
	const view = useSyncExternalStore(shown.subscribe, shown.get)
	const id = round && credentials.participant ? round.id : null
	const say = useRef((_thrown: unknown) => {})
	say.current = (thrown) => showToast(t(`app:errors.${failureOf(thrown)}`), 'error')
	useEffect(() => {
		if (!id || !isLive) return
		let isWanted = true
		fetchBallot(credentials, id).then(
			(read) => isWanted && shown.set(read),
			(thrown) => isWanted && say.current(thrown),
		)
		return () => {
			isWanted = false
		}
	}, [credentials, id, isLive, shown])
	const cast = useMemo(
		() =>
			id &&
			castDots({
				shown,
				cast: (dots) => castBallot(credentials, { round: id, ...dots }),
				read: () => fetchBallot(credentials, id),
				onRefused: (thrown) => say.current(thrown),
			}),
		[credentials, id, shown],
	)
	const give = (card: string, count: number) => {
		if (!isLive) showToast(t('board:vote.offlineMore'), 'error')
		else if (cast) cast({ board, card, count })
	}
	return { ballot: id && view?.round === id ? view : null, give }
}

/** The votes on the board that is open; the same object for as long as it is. */
interface Votes {
	state: Observable<VoteState>
	/** Sets how many dots this person has on a card. What the server refuses is taken back, and said. */
	give(card: string, count: number): void
}

export const VoteContext = createContext<Votes | null>(null)

const NO_STATE = { get: () => null, subscribe: () => () => {} }

/** The votes on the board around this component; null where there is none. */
export function useVotes(): Votes | null {
	return useContext(VoteContext)
}

/** How the votes stand; null where there are none. */
export function useVoteState(): VoteState | null {
	const stand = useVotes()?.state ?? NO_STATE
	return useSyncExternalStore<VoteState | null>(stand.subscribe, stand.get)
}

/** What the votes do to one card. The card is drawn anew when that changes, not with every dot elsewhere. */
export function useCardVote(card: string, kind: CardKind): CardVote | null {
	const stand = useVotes()?.state ?? NO_STATE
	const told = useSyncExternalStore(stand.subscribe, () => {
		const now = stand.get()
		return now && JSON.stringify(cardVote(now, card, kind))
	})
	return useMemo(() => (told === null ? null : (JSON.parse(told) as CardVote | null)), [told])
}

const RETRY_MS = 5000

/** How a closed round ended; null without one, and until it is here. A call that fails is made again, for as long as it is wanted. */
export function useVoteResult(credentials: Credentials, round: RoundId | null): VoteResult | null {
	const [result, setResult] = useState<VoteResult | null>(null)
	const isHere = result !== null && result.round === round
	useEffect(() => {
		if (!round || isHere) return
		let isWanted = true
		let timer: ReturnType<typeof setTimeout> | undefined
		const ask = () =>
			fetchVoteResult(credentials, round).then(
				(found) => isWanted && setResult(found),
				() => {
					if (isWanted) timer = setTimeout(ask, RETRY_MS)
				},
			)
		ask()
		return () => {
			isWanted = false
			clearTimeout(timer)
		}
	}, [credentials, round, isHere])
	return isHere ? result : null
}
