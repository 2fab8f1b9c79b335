import type { Board, BoardId, Session, SessionId, Workshop } from '@charrette/shared'
import { accessTo } from '@charrette/shared'
import { type Requester, requireVisibleBoard } from '../access.ts'
import { requireSession } from '../workshopParts.ts'

/** The boards that a viewer shows, and the title of its file. */
export interface ViewScope {
	title: string
	includes(board: Board, session: Session): boolean
}

/**
 * Returns the scope of one board. Throws `not_found`, also for a board that the requester cannot
 * see.
 */
export function boardScope(requester: Requester, id: string): ViewScope {
	const { title } = requireVisibleBoard(requester, id)
	return { title, includes: (board) => board.id === id }
}

/** Returns the scope of the boards of a session. Throws `not_found`. */
export function sessionScope({ workshop }: Requester, id: string): ViewScope {
	const { title } = requireSession(workshop, id as SessionId)
	return { title, includes: (_board, session) => session.id === id }
}

/** Returns the scope of all boards of a workshop. */
export function workshopScope({ title }: Workshop): ViewScope {
	return { title, includes: () => true }
}

/** Returns the boards in scope that the requester can see. */
export function visibleBoards({ identity, workshop }: Requester, { includes }: ViewScope): BoardId[] {
	return workshop.sessions.flatMap((session) =>
		session.boards
			.filter((board) => includes(board, session))
			.filter(({ id }) => accessTo({ type: 'board', board: id }, identity, workshop) !== 'none')
			.map(({ id }) => id),
	)
}
