/* Parts shared by the views of a board: their props, and the form for sharing the board. */
import type { BoardId, PersonStatus, Reveal, Workshop } from '@charrette/shared'
import { type ReactNode, Suspense } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { Person } from '../connection/useWorkshop.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import type { BoardPosition, BoardView } from '../workshop/boardView.ts'
import { lazyPage } from './lazyPage.tsx'

/** The props of every view of a board. */
export interface BoardViewProps {
	document: BoardDocument
	/** Whether the document is this person's private document instead of the board's. */
	isPrivate: boolean
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	/** This person's own status. */
	personStatus: PersonStatus
	onStatus: (personStatus: PersonStatus) => void
	/** The session's status bar, over the canvas or above the list. */
	statusBar: (variant: 'bar' | 'list') => ReactNode
	board: BoardId
	/** The title of this person's own board; empty for a facilitator. */
	ownBoardTitle: string
	/** Opens this person's own board after it has changed; null if it has not. */
	onMove: (() => void) | null
	/** A reveal of cards on this board that this person has not seen yet. */
	reveal: Reveal | null
	onRevealSeen: () => void
	position: BoardPosition
	onView: (view: BoardView) => void
	/** Opens the version history. */
	onHistory: () => void
}

const { Page: SharedPages } = lazyPage(
	async () => (await import('../facilitator/SharedPages.tsx')).SharedPages,
	'dashboard',
)

interface BoardSharingProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
}

/**
 * The form for sharing the board as a read-only page, for facilitators, in the invite dialog of a
 * board. It is a chunk of its own.
 */
export function BoardSharing({ credentials, workshop, board }: BoardSharingProps) {
	if (credentials.role !== 'facilitator') return null
	return (
		<Suspense fallback={null}>
			<SharedPages credentials={credentials} workshop={workshop} board={board} />
		</Suspense>
	)
}
