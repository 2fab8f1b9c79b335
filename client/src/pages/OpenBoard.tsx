import type { BoardId, Workshop } from '@charrette/shared'
import { type ReactNode, useCallback, useEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { Credentials } from '../connection/credentials.ts'
import type { ServerClock } from '../connection/serverClock.ts'
import { GatheringNotice } from '../statusBar/GatheringNotice.tsx'
import { MessageNotice, NoticeStack, NudgeNotice, SessionAnnouncer } from '../statusBar/SessionNotices.tsx'
import { HistoryView } from './boardViews.ts'

interface BoardHistoryProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	snapshot: string
	/** What there is to do now. */
	phaseBar: ReactNode
	onSnapshot: (moment: string | null) => void
	/** The way to the board of the group that this person was moved to; null while this is theirs. */
	onMove: (() => void) | null
}

/** What was kept of the board, in the place of the board; its document stays open beneath. */
export function BoardHistory({
	credentials,
	workshop,
	board,
	snapshot,
	phaseBar,
	onSnapshot,
	onMove,
}: BoardHistoryProps) {
	useEffect(() => {
		// There is nothing in hand here that had to be finished first.
		onMove?.()
	}, [onMove])
	const what = { credentials, workshop, board, moment: snapshot, now: phaseBar, onMoment: onSnapshot }
	return <HistoryView.Page {...what} onClose={() => onSnapshot(null)} />
}

const PARAM = 'history'

/**
 * Which moment of the board is looked at: empty for none in particular, null for now. It stands in the address (`?history=…`),
 * so that the browser's own way back leads back to now.
 */
export function useHistoryParam(): [moment: string | null, lookBack: (moment: string | null) => void] {
	const moment = new URLSearchParams(useSearch()).get(PARAM)
	const [, navigate] = useLocation()
	const isLookingBack = moment !== null
	const lookBack = useCallback(
		(to: string | null) => {
			const { pathname, searchParams } = new URL(location.href)
			if (to === null) searchParams.delete(PARAM)
			else searchParams.set(PARAM, to)
			const query = searchParams.toString()
			// From moment to moment one stays at one step of the way.
			navigate(query ? `${pathname}?${query}` : pathname, { replace: isLookingBack && to !== null })
		},
		[navigate, isLookingBack],
	)
	return [moment, lookBack]
}

interface BoardPageNoticesProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** The board where this person belongs. */
	home: BoardId | null
	/** The server's time, by which the timer runs. */
	clock: ServerClock
	/** How often this person was told that their first card would be welcome. */
	nudges: number
	/** Whether a part of the board can be shown to this person here. */
	canShowRegion: boolean
	/** Whether what was kept of the board is shown in its place. */
	isViewingHistory: boolean
}

/** What is said to everybody at a board, whichever view they have of it, also of its past: what was closed in one stays so in the next. */
export function BoardPageNotices(props: BoardPageNoticesProps) {
	const { credentials, workshop, board, home, clock, nudges, canShowRegion, isViewingHistory } = props
	const [, navigate] = useLocation()
	const goTo = (goal: BoardId) => {
		if (credentials.role === 'facilitator') navigate(`/w/${workshop.id}/desk/b/${goal}`)
		else navigate(goal === home ? `/w/${workshop.id}` : `/w/${workshop.id}/b/${goal}`)
	}
	return (
		<NoticeStack isLow={isViewingHistory}>
			<MessageNotice message={workshop.message} />
			<NudgeNotice nudges={nudges} />
			<GatheringNotice
				workshop={workshop}
				openBoard={board}
				homeBoard={home}
				showsParts={canShowRegion}
				isLookingBack={isViewingHistory}
				onGo={goTo}
			/>
			<SessionAnnouncer workshop={workshop} clock={clock} />
		</NoticeStack>
	)
}
