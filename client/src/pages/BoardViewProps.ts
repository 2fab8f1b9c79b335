import type { BoardId, Signals, Workshop } from '@charrette/shared'
import type { ReactNode } from 'react'
import type { Credentials } from '../session/credentials.ts'
import type { Person } from '../session/useWorkshop.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import type { BoardView, Place } from '../workshop/boardView.ts'

/** What a view of a board is given, whichever it is. */
export interface BoardViewProps {
	document: OpenDocument
	/** The document is one's own, which nobody else sees yet: not the board's. */
	isAlone: boolean
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	/** What this person tells the others, and how to tell something else. */
	signals: Signals
	onSignals: (signals: Signals) => void
	/** What there is to do now, for a strip over the canvas or over the list. */
	now: (look: 'bar' | 'list') => ReactNode
	board: BoardId
	/** The name of this person's group. */
	group: string
	/** Goes to the board of the group that this person was moved to; null while this is theirs. */
	onMove: (() => void) | null
	/** What is to be said of private writing here; null where there is nothing. */
	note: ReactNode
	place: Place
	onView: (view: BoardView) => void
	/** Leads to what was kept of the board. */
	onHistory: () => void
}
