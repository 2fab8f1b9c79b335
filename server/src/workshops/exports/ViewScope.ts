import type { Board, BoardId, Session, SessionId, Workshop } from '@charrette/shared'
import { accessTo } from '@charrette/shared'
import { requireVisibleBoard, type Visitor } from '../access.ts'
import { requireSession } from '../workshopParts.ts'

/** The boards that a viewer shows, and the title of its file. */
export interface ViewScope {
	title: string
	includes(board: Board, session: Session): boolean
}

/**
 * Returns the scope of one board. Throws `not_found`, also for a board that the visitor cannot see.
 */
export function boardScope(visitor: Visitor, id: string): ViewScope {
	const { title } = requireVisibleBoard(visitor, id)
	return { title, includes: (board) => board.id === id }
}

/** Returns the scope of the boards of a session. Throws `not_found`. */
export function sessionScope({ workshop }: Visitor, id: string): ViewScope {
	const { title } = requireSession(workshop, id as SessionId)
	return { title, includes: (_board, session) => session.id === id }
}

/** Returns the scope of all boards of a workshop. */
export function workshopScope({ title }: Workshop): ViewScope {
	return { title, includes: () => true }
}

/** Returns the boards in scope that the visitor can see. */
export function visibleBoards({ identity, workshop }: Visitor, { includes }: ViewScope): BoardId[] {
	return workshop.sessions.flatMap((session) =>
		session.boards
			.filter((board) => includes(board, session))
			.filter(({ id }) => accessTo({ type: 'board', board: id }, identity, workshop) !== 'none')
			.map(({ id }) => id),
	)
}
