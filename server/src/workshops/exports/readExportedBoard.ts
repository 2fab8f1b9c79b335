import type { Board, Session, Workshop } from '@charrette/shared'
import { displayName, findBoard, readBoard, readRecords, schemaVersionOf } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { ExportedBoard } from '../../export/ExportedBoard.ts'
import { selectShapes, withoutAuthors } from '../../export/ExportedBoard.ts'
import { newestResult, withDots } from '../votes/voteResults.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

/** What of a board is exported. */
interface ExportSelection {
	/** Whether authors are named; in an anonymous workshop they never are (ANON1). */
	authors: boolean
	/** The ids of the shapes; all of them by default. */
	cards?: readonly string[] | undefined
}

/** Reads a board as it is now, for the export writers. Throws `not_found`. */
export async function readExportedBoard(
	deps: Pick<WorkshopDeps, 'rooms' | 'results' | 'images'>,
	{ workshop, board }: { workshop: Workshop; board: Board },
	{ authors, cards }: ExportSelection,
): Promise<ExportedBoard> {
	const session = findBoard(workshop, board.id)?.session
	if (!session) throw new AppError('not_found')
	const { content, ...document } = await deps.rooms.read(board, (doc) => ({
		content: readBoard(doc, (...author) => displayName(workshop, ...author)),
		schema: schemaVersionOf(doc),
		records: readRecords(doc),
	}))
	const result = await newestResult(deps, workshop, board.id)
	const exported: ExportedBoard = {
		workshop,
		session,
		board,
		content: withDots(content, board.id, result),
		document,
		result,
		hasAuthors: true,
		readImage: (id, width) => deps.images.get(id, width),
	}
	const selected = cards ? selectShapes(exported, cards) : exported
	return authors && !workshop.isAnonymous ? selected : withoutAuthors(selected)
}

/** The sessions of an export of many boards: one session, or all of the workshop. */
export interface SessionSelection {
	workshop: Workshop
	sessions: readonly Session[]
}

/** The title of the session, or of the workshop if there are several. */
export function selectionTitle({ workshop, sessions }: SessionSelection): string {
	const [only, ...others] = sessions
	return only && others.length === 0 ? only.title : workshop.title
}

/** All boards of a selection, in order. */
export function selectedBoards({ sessions }: SessionSelection): Board[] {
	return sessions.flatMap((session) => session.boards)
}
