/* Parts shared by the views of a board: their props, and the form for sharing the board. */
import type { Reveal } from '@charrette/shared'
import { Suspense } from 'react'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { BoardPosition, BoardView } from '../navigation/boardView.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { lazyPage } from './lazyPage.tsx'

/** The props of every view of a board. */
export interface BoardViewProps {
	document: BoardDocument
	/** Whether the document is this person's private document instead of the board's. */
	isPrivate: boolean
	/** Opens this person's own board after it has changed; null if it has not. */
	onMove: (() => void) | null
	/** A reveal of cards on this board that this person has not seen yet. */
	reveal: Reveal | null
	onRevealSeen: () => void
	position: BoardPosition
	onView: (view: BoardView) => void
	/** Opens the version history. */
	onHistory: () => void
	/** Shows what others have changed since the last visit. */
	onVisit: () => void
}

const { Page: SharedPages } = lazyPage(
	async () => (await import('../facilitator/SharedPages.tsx')).SharedPages,
	'dashboard',
)

/**
 * The form for sharing the board as a read-only page, for facilitators, in the invite dialog of a
 * board. It is a chunk of its own.
 */
export function BoardSharing() {
	const { credentials, workshop, board } = useBoardPlace()
	if (credentials.role !== 'facilitator') return null
	return (
		<Suspense fallback={null}>
			<SharedPages credentials={credentials} workshop={workshop} board={board} />
		</Suspense>
	)
}
