import type { BoardId, Workshop } from '@charrette/shared'
import type { ReactNode } from 'react'
import type { Credentials } from '../session/credentials.ts'

/** Which board’s past is looked at, and where one is in it. */
export interface HistoryViewProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** The moment that is looked at; empty for none. */
	moment: string
	/** What there is to do now: it goes on. */
	now: ReactNode
	onMoment: (moment: string) => void
	onClose: () => void
}
