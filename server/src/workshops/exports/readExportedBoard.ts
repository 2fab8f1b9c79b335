import type { Board, Workshop } from '@charrette/shared'
import { displayName, findBoard, readBoard, readRecords, schemaVersionOf } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { ExportedBoard } from '../../export/ExportedBoard.ts'
import { selectShapes, withoutAuthors } from '../../export/ExportedBoard.ts'
import type { HttpDeps } from '../../http/HttpDeps.ts'
import { newestResult, withDots } from '../votes/voteResults.ts'

/** What of a board is wanted. */
export interface ExportSelection {
	/** Whether it may be told who wrote what; while the workshop is anonymous it is not (ANON1). */
	authors: boolean
	/** The shapes that are wanted; all of them where it is not given. */
	cards?: readonly string[] | undefined
}

/** Reads a board out whole, as it is now. Throws `not_found`. */
export async function readExportedBoard(
	deps: Pick<HttpDeps, 'rooms' | 'results' | 'images'>,
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
	const read: ExportedBoard = {
		workshop,
		session,
		board,
		content: withDots(content, board.id, result),
		document,
		result,
		isNamed: true,
		picture: (id, width) => deps.images.get(id, width),
	}
	const chosen = cards ? selectShapes(read, cards) : read
	return authors && !workshop.isAnonymous ? chosen : withoutAuthors(chosen)
}
