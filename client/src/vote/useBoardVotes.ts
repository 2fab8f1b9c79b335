import {
	type BallotView,
	type BoardId,
	boardsOfRound,
	findBoard,
	lastResultFor,
	openRound,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { failureOf } from '../session/api.ts'
import { createCell } from '../session/cell.ts'
import type { Credentials } from '../session/credentials.ts'
import { castBallot, fetchBallot } from '../session/votes.ts'
import { useToast } from '../ui/ToastProvider.tsx'
import { castDots } from './castDots.ts'
import { useResult } from './useResult.ts'
import type { VoteStand } from './Vote.ts'
import type { Votes } from './VoteContext.ts'

interface At {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** Whether the workshop's room is heard: what comes over it is fresh, and votes can be sent. */
	isLive: boolean
}

/** The votes on a board: which is open, this person's dots in it, and how the last one ended. */
export function useBoardVotes({ credentials, workshop, board, isLive }: At): Votes {
	const round = roundOn(workshop, board)
	const { ballot, give } = useBallot({ credentials, round, isLive, board })
	const result = useResult(credentials, lastResultFor(workshop, board)?.id ?? null)
	return useVotesOf({ board, round, ballot, isOffline: !isLive, result }, give)
}

/** The vote that is open on this board. */
function roundOn(workshop: Workshop, board: BoardId): VoteRound | null {
	const session = findBoard(workshop, board)?.session
	const round = session ? openRound(workshop, session.id) : null
	return round && boardsOfRound(workshop, round).some(({ id }) => id === board) ? round : null
}

/** One object that cards can hold on to, however often the stand changes. */
function useVotesOf(stand: VoteStand, give: Votes['give']): Votes {
	const [cell] = useState(() => createCell(stand))
	const giving = useRef(give)
	giving.current = give
	const { board, round, ballot, isOffline, result } = stand
	// The round is a new object with every state of the workshop; what it says is what matters.
	const told = JSON.stringify(round)
	useEffect(() => {
		cell.set({ board, round: JSON.parse(told) as VoteRound | null, ballot, isOffline, result })
	}, [cell, board, told, ballot, isOffline, result])
	return useMemo(() => ({ stand: cell, give: (card, count) => giving.current(card, count) }), [cell])
}

interface Balloting {
	credentials: Credentials
	round: VoteRound | null
	isLive: boolean
	board: BoardId
}

/** This person's dots in a round, read when it opens and whenever the server is back. */
function useBallot({ credentials, round, isLive, board }: Balloting): {
	ballot: BallotView | null
	give: Votes['give']
} {
	const { t } = useTranslation(['board', 'app'])
	const showToast = useToast()
	const [shown] = useState(() => createCell<BallotView | null>(null))
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
