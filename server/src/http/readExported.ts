import type { Board, Workshop } from '@charrette/shared'
import { findBoard, readBoard, readRecords, schemaOf, shownName } from '@charrette/shared'
import { AppError } from '../errors.ts'
import { chooseShapes } from '../export/chooseShapes.ts'
import type { ExportedBoard } from '../export/ExportedBoard.ts'
import { withoutAuthors } from '../export/withoutAuthors.ts'
import { newestResult, withDots } from '../workshops/votes/voteResult.ts'
import type { HttpDeps } from './HttpDeps.ts'

/** What of a board is wanted. */
export interface ExportWish {
	/** Whether it may be told who wrote what; while the workshop is anonymous it is not (ANON1). */
	authors: boolean
	/** The shapes that are wanted; all of them where it is not given. */
	cards?: readonly string[] | undefined
}

/** Reads a board out whole, as it is now. Throws `not_found`. */
export async function readExported(
	deps: Pick<HttpDeps, 'rooms' | 'results' | 'images'>,
	{ workshop, board }: { workshop: Workshop; board: Board },
	{ authors, cards }: ExportWish,
): Promise<ExportedBoard> {
	const session = findBoard(workshop, board.id)?.session
	if (!session) throw new AppError('not_found')
	const { content, ...document } = await deps.rooms.read(board, (doc) => ({
		content: readBoard(doc, (author) => shownName(workshop, author)),
		schema: schemaOf(doc),
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
	const chosen = cards ? chooseShapes(read, cards) : read
	return authors && !workshop.isAnonymous ? chosen : withoutAuthors(chosen)
}
