import type { Board, BoardContent, BoardRecord, Session, Workshop } from '@charrette/shared'
import { BoardProjection, boardContent, recordsOf, shownName } from '@charrette/shared'
import { newestResult, withDots } from './votes/voteResult.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/** A board as it is now: what is on it, and the records that this was read from. */
export interface BoardNow {
	session: Session
	board: Board
	content: BoardContent
	records: ReadonlyMap<string, BoardRecord>
}

/** Some boards of a workshop as they are now, session by session. Nobody is named while it is anonymous, or if no names are wanted. */
export async function readBoards(
	deps: Pick<WorkshopDeps, 'rooms' | 'results'>,
	workshop: Workshop,
	{ isWanted, hasAuthors }: { isWanted: (board: Board, session: Session) => boolean; hasAuthors: boolean },
): Promise<BoardNow[]> {
	const nameOf = (author: string) => (hasAuthors ? shownName(workshop, author) : undefined)
	const read: BoardNow[] = []
	for (const session of workshop.sessions)
		for (const board of session.boards.filter((candidate) => isWanted(candidate, session))) {
			const { records, content } = await deps.rooms.read(board, (doc) => {
				const projection = new BoardProjection(recordsOf(doc))
				projection.readAll()
				// The room goes on; what it holds by then is another board.
				const records = new Map(projection.shown)
				return { records, content: boardContent(records, nameOf) }
			})
			const voted = withDots(content, board.id, await newestResult(deps, workshop, board.id))
			read.push({ session, board, records, content: voted })
		}
	return read
}
