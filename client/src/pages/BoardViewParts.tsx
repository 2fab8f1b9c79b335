import type { BoardId, Signals, Workshop } from '@charrette/shared'
import { type ReactNode, Suspense, useEffect } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { Person } from '../connection/useWorkshop.ts'
import type { BoardDocument } from '../sync/openBoardDocument.ts'
import type { BoardPosition, BoardView } from '../workshop/boardView.ts'
import { lazyPage } from './lazyPage.ts'

/** What a view of a board is given, whichever it is. */
export interface BoardViewProps {
	document: BoardDocument
	/** The document is one's own, which nobody else sees yet: not the board's. */
	isPrivate: boolean
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	/** What this person tells the others, and how to tell something else. */
	signals: Signals
	onSignals: (signals: Signals) => void
	/** What there is to do now, for a strip over the canvas or over the list. */
	phaseBar: (look: 'bar' | 'list') => ReactNode
	board: BoardId
	/** The name of this person's group. */
	group: string
	/** Goes to the board of the group that this person was moved to; null while this is theirs. */
	onMove: (() => void) | null
	/** What is to be said of private writing here; null where there is nothing. */
	note: ReactNode
	place: BoardPosition
	onView: (view: BoardView) => void
	/** Leads to what was kept of the board. */
	onHistory: () => void
}

const { Page: SharedPages } = lazyPage(async () => (await import('../facilitator/SharedPages.tsx')).SharedPages, 'desk')

interface BoardSharingProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
}

/** For facilitators, below the code of a board: the board shared as a page to read. It is fetched when it is first looked at. */
export function BoardSharing({ credentials, workshop, board }: BoardSharingProps) {
	if (credentials.role !== 'facilitator') return null
	return (
		<Suspense fallback={null}>
			<SharedPages credentials={credentials} workshop={workshop} board={board} />
		</Suspense>
	)
}

/** Messages stand above the tools at the bottom of the page, which are so many px high, not on them. */
export function useToastOffset(height: number): void {
	useEffect(() => {
		const { style } = document.documentElement
		style.setProperty('--toast-bottom', `${height}px`)
		return () => {
			style.removeProperty('--toast-bottom')
		}
	}, [height])
}
