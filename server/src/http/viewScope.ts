import type { Board, Locale, Session, Workshop } from '@charrette/shared'
import { accessTo } from '@charrette/shared'
import { toViewer } from '../export/viewer/toViewer.ts'
import { requireSession } from '../workshops/conduct/requirePart.ts'
import { readBoards } from '../workshops/readBoards.ts'
import { requireBoard } from '../workshops/requireBoard.ts'
import type { Visitor } from './authenticate.ts'
import { requireView } from './authenticate.ts'
import type { HttpDeps } from './HttpDeps.ts'

/** Which boards a viewer shows, and what they are called together. */
export interface ViewScope {
	title: string
	isWanted(board: Board, session: Session): boolean
}

/** One board. Throws `not_found` for one that is nobody's business. */
export function boardScope({ identity, workshop }: Visitor, id: string): ViewScope {
	requireView(accessTo({ type: 'board', board: id as Board['id'] }, identity, workshop))
	const { title } = requireBoard(workshop, id)
	return { title, isWanted: (board) => board.id === id }
}

/** The boards of a session. Throws `not_found`. */
export function sessionScope({ workshop }: Visitor, id: string): ViewScope {
	const { title } = requireSession(workshop, id as Session['id'])
	return { title, isWanted: (_board, session) => session.id === id }
}

/** All boards of a workshop. */
export function workshopScope({ title }: Workshop): ViewScope {
	return { title, isWanted: () => true }
}

/** The viewer's page of what a member may see within a scope, as it is now. */
export function viewNow(
	deps: HttpDeps,
	{ identity, workshop }: Visitor,
	what: { scope: ViewScope; locale: Locale | undefined; hasAuthors: boolean; at: Date },
): Promise<string> {
	const { scope, locale, hasAuthors, at } = what
	const isWanted: ViewScope['isWanted'] = (board, session) =>
		scope.isWanted(board, session) && accessTo({ type: 'board', board: board.id }, identity, workshop) !== 'none'
	return readBoards(deps, workshop, { isWanted, hasAuthors }).then((boards) =>
		toViewer(boards, {
			workshop,
			at,
			locale: locale ?? workshop.locale,
			pictureOf: (id) => deps.images.get(id, 1024),
		}),
	)
}
