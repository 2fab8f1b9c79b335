import {
	type BallotView,
	type BoardId,
	boardsOfRound,
	type CardKind,
	findBoard,
	findOpenRound,
	lastResultFor,
	type RoundId,
	type VoteResult,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { castBallot, fetchBallot, fetchVoteResult } from '../connection/api/votes.ts'
import type { Credentials } from '../connection/credentials.ts'
import { failureOf } from '../connection/http.ts'
import { createObservable, type Observable } from '../connection/observable.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useFailureToast } from '../ui/useAttempt.ts'
import { useEvent } from '../ui/useEvent.ts'
import { type CardVote, cardVote, castDots, type VoteState } from './voteState.ts'

/** The votes on the open board; the same object for as long as the board is open. */
export interface Votes {
	state: Observable<VoteState>
	/**
	 * Sets the number of this person's dots on a card. If the server refuses, the former number is
	 * restored and a toast shows the reason.
	 */
	give(card: string, count: number): void
}

export const VoteContext = createContext<Votes | null>(null)

const NO_STATE = { get: () => null, subscribe: () => () => {} }

/** Returns the votes on the board around this component; null without a board. */
export function useVotes(): Votes | null {
	return useContext(VoteContext)
}

/** Returns the state of the votes on the board; null without a board. */
export function useVoteState(): VoteState | null {
	const state = useVotes()?.state ?? NO_STATE
	return useSyncExternalStore<VoteState | null>(state.subscribe, state.get)
}

/**
 * Returns the votes on one card. The component rerenders only when these change, not with every
 * other dot.
 */
export function useCardVote(card: string, kind: CardKind): CardVote | null {
	const state = useVotes()?.state ?? NO_STATE
	const json = useSyncExternalStore(state.subscribe, () => {
		const current = state.get()
		return current && JSON.stringify(cardVote(current, card, kind))
	})
	return useMemo(() => (json === null ? null : (JSON.parse(json) as CardVote | null)), [json])
}

interface BoardVotesOptions {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** Whether the workshop's room is connected: its state is current, and dots can be sent. */
	isLive: boolean
}

/**
 * Returns the votes on a board, for its `VoteContext`: the open round, this person's dots in it,
 * and the last result.
 */
export function useBoardVotes({ credentials, workshop, board, isLive }: BoardVotesOptions): Votes {
	const round = findOpenRoundOn(workshop, board)
	const { ballot, give } = useBallot({ credentials, round, isLive, board })
	const result = useVoteResult(credentials, lastResultFor(workshop, board)?.id ?? null)
	return useStableVotes({ board, round, ballot, isOffline: !isLive, result }, give)
}

function findOpenRoundOn(workshop: Workshop, board: BoardId): VoteRound | null {
	const session = findBoard(workshop, board)?.session
	const round = session ? findOpenRound(workshop, session.id) : null
	return round && boardsOfRound(workshop, round).some(({ id }) => id === board) ? round : null
}

/** Returns an object that stays the same for all cards while the state changes. */
function useStableVotes(latest: VoteState, give: Votes['give']): Votes {
	const [state] = useState(() => createObservable(latest))
	const giveNow = useEvent(give)
	const { board, round, ballot, isOffline, result } = latest
	// Each state frame of the workshop brings a new round object, often with the same values.
	const roundJson = JSON.stringify(round)
	useEffect(() => {
		state.set({ board, round: JSON.parse(roundJson) as VoteRound | null, ballot, isOffline, result })
	}, [state, board, roundJson, ballot, isOffline, result])
	return useMemo(() => ({ state, give: giveNow }), [state, giveNow])
}

interface BallotOptions {
	credentials: Credentials
	round: VoteRound | null
	isLive: boolean
	board: BoardId
}

interface Ballot {
	/** This person's ballot; null for people who don't vote, and until it is fetched. */
	ballot: BallotView | null
	give: Votes['give']
}

/** Fetches this person's dots in a round, when the round opens and after each reconnect. */
function useBallot({ credentials, round, isLive, board }: BallotOptions): Ballot {
	const { t } = useTranslation(['board', 'app'])
	const showToast = useToast()
	const client = useQueryClient()
	const id = round && credentials.participant ? round.id : null
	const query = useQuery({
		queryKey: ballotKey(credentials, id),
		queryFn: () => (id ? fetchBallot(credentials, id) : null),
		enabled: id !== null && isLive,
	})
	const showFailure = useEvent((thrown: unknown) => showToast(t(`app:errors.${failureOf(thrown)}`), 'error'))
	useFailureToast(queryFailure(query))

	const cast = useMemo(() => {
		if (!id) return null
		const key = ballotKey(credentials, id)
		return castDots({
			shown: {
				get: () => client.getQueryData<BallotView>(key) ?? null,
				set: (view) => client.setQueryData(key, view),
			},
			cast: (dots) => castBallot(credentials, { round: id, ...dots }),
			read: () => fetchBallot(credentials, id),
			onRefused: showFailure,
		})
	}, [client, credentials, id, showFailure])
	const give = (card: string, count: number) => {
		if (!isLive) showToast(t('board:vote.offlineMore'), 'error')
		else cast?.({ board, card, count })
	}
	return { ballot: query.data ?? null, give }
}

const ballotKey = ({ token }: Credentials, round: RoundId | null) => ['ballot', token, round]

/** Returns the result of a closed round; null without a round, and until it is fetched. */
export function useVoteResult(credentials: Credentials, round: RoundId | null): VoteResult | null {
	const { data } = useQuery({
		queryKey: ['voteResult', credentials.token, round],
		queryFn: () => (round ? fetchVoteResult(credentials, round) : null),
		enabled: round !== null,
		staleTime: Number.POSITIVE_INFINITY,
	})
	return data ?? null
}
