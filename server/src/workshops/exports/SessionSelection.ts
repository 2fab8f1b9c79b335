import type { Board, Session, Workshop } from '@charrette/shared'

/** The sessions of an export of many boards: one session, or all of the workshop. */
export interface SessionSelection {
	workshop: Workshop
	sessions: readonly Session[]
}

/** Returns the title of the session, or of the workshop if there are several. */
export function selectionTitle({ workshop, sessions }: SessionSelection): string {
	const [only, ...others] = sessions
	return only && others.length === 0 ? only.title : workshop.title
}

/** Returns all boards of a selection, in order. */
export function selectedBoards({ sessions }: Pick<SessionSelection, 'sessions'>): Board[] {
	return sessions.flatMap((session) => session.boards)
}
