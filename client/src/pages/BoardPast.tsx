import type { BoardId, Workshop } from '@charrette/shared'
import type { ReactNode } from 'react'
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
}

/** What was kept of the board, in the place of the board; its document stays open beneath. */
export function BoardPast({ credentials, workshop, board, moment, now, onMoment }: BoardPastProps) {
	const what = { credentials, workshop, board, moment, now, onMoment }
	return <HistoryView.Page {...what} onClose={() => onMoment(null)} />
}
