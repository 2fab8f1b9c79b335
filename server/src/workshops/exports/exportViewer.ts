import type { Board, Locale, Session, SessionId, Workshop } from '@charrette/shared'
import { accessTo } from '@charrette/shared'
import type { ExportedBoard } from '../../export/ExportedBoard.ts'
import { toViewer } from '../../export/viewer/toViewer.ts'
import { requireVisibleBoard, type Visitor } from '../access.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireSession } from '../workshopParts.ts'
import { readExportedBoard } from './readExportedBoard.ts'

/** Which boards a viewer shows, and the title of its file. */
export interface ViewScope {
	title: string
	includes(board: Board, session: Session): boolean
}

/** One board. Throws `not_found`, also for a board that the visitor cannot see. */
export function boardScope(visitor: Visitor, id: string): ViewScope {
	const { title } = requireVisibleBoard(visitor, id)
	return { title, includes: (board) => board.id === id }
}

/** The boards of a session. Throws `not_found`. */
export function sessionScope({ workshop }: Visitor, id: string): ViewScope {
	const { title } = requireSession(workshop, id as SessionId)
	return { title, includes: (_board, session) => session.id === id }
}

/** All boards of a workshop. */
export function workshopScope({ title }: Workshop): ViewScope {
	return { title, includes: () => true }
}

interface ViewerOptions {
	scope: ViewScope
	/** The language of the workshop by default. */
	locale: Locale | undefined
	authors: boolean
	at: Date
}

/** The viewer's page, in chunks, with the boards in scope that the visitor can see. */
export async function exportViewer(
	deps: WorkshopDeps,
	{ identity, workshop }: Visitor,
	{ scope, locale = workshop.locale, authors, at }: ViewerOptions,
): Promise<AsyncIterable<string>> {
	const boards: ExportedBoard[] = []
	for (const session of workshop.sessions)
		for (const board of session.boards) {
			const isVisible = accessTo({ type: 'board', board: board.id }, identity, workshop) !== 'none'
			if (isVisible && scope.includes(board, session))
				boards.push(await readExportedBoard(deps, { workshop, board }, { authors }))
		}
	return toViewer(boards, { at, locale })
}
