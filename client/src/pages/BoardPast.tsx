import type { BoardId, Workshop } from '@charrette/shared'
import { type ReactNode, useEffect } from 'react'
import type { Credentials } from '../session/credentials.ts'
import { HistoryView } from './boardViews.ts'

interface BoardPastProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	moment: string
	/** What there is to do now. */
	now: ReactNode
	onMoment: (moment: string | null) => void
	/** The way to the board of the group that this person was moved to; null while this is theirs. */
	onMove: (() => void) | null
}

/** What was kept of the board, in the place of the board; its document stays open beneath. */
export function BoardPast({ credentials, workshop, board, moment, now, onMoment, onMove }: BoardPastProps) {
	useEffect(() => {
		// There is nothing in hand here that had to be finished first.
		onMove?.()
	}, [onMove])
	const what = { credentials, workshop, board, moment, now, onMoment }
	return <HistoryView.Page {...what} onClose={() => onMoment(null)} />
}
