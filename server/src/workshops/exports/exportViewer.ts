import type { Board, Locale, Session, Workshop } from '@charrette/shared'
import { accessTo } from '@charrette/shared'
import type { ExportedBoard } from '../../export/ExportedBoard.ts'
import { toViewer } from '../../export/viewer/toViewer.ts'
import type { Visitor } from '../../http/authenticate.ts'
import { requireView } from '../../http/authenticate.ts'
import type { HttpDeps } from '../../http/HttpDeps.ts'
import { requireBoard, requireSession } from '../workshopParts.ts'
import { readExportedBoard } from './readExportedBoard.ts'

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

/** The viewer's page of what a member may see within a scope, as it is now, in pieces. */
export async function exportViewer(
	deps: HttpDeps,
	{ identity, workshop }: Visitor,
	what: { scope: ViewScope; locale: Locale | undefined; authors: boolean; at: Date },
): Promise<AsyncIterable<string>> {
	const { scope, locale, authors, at } = what
	const boards: ExportedBoard[] = []
	for (const session of workshop.sessions)
		for (const board of session.boards) {
			const mayView = accessTo({ type: 'board', board: board.id }, identity, workshop) !== 'none'
			if (mayView && scope.isWanted(board, session))
				boards.push(await readExportedBoard(deps, { workshop, board }, { authors }))
		}
	return toViewer(boards, { at, locale: locale ?? workshop.locale })
}
