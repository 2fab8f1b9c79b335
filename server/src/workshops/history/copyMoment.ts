import type { Board, BoardId, Locale, Restored, SessionId, SnapshotId, Workshop } from '@charrette/shared'
import { createId, findBoard, findSession, LIMITS, restoreBoard } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { requireSession, withSession } from '../conduct/requirePart.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop } from '../WorkshopDeps.ts'
import { withPast } from './moments.ts'

/** Which moment becomes a board, and what it is called; otherwise by its board and its time. */
interface CopyWish {
	workshop: Workshop
	snapshot: SnapshotId
	title: string | undefined
}

/**
 * Makes a further board of a moment, in the session of the board that it is of: nobody's group's, apart, and frozen (REST4).
 * It is written before anybody sees it. Of a board that was taken out too (HIST6), and where its session is gone as well, in the
 * one that runs. Throws `not_found`, and `not_now` where there are too many.
 */
export async function copyMoment(deps: WorkshopDeps, { workshop, snapshot: id, title }: CopyWish): Promise<Restored> {
	const found = await deps.snapshots.find(id)
	const of = found && originOf(workshop, found.snapshot.board)
	if (!of) throw new AppError('not_found', 'There is no such snapshot.')
	const { snapshot, state } = found
	const copy: Board = {
		id: createId<BoardId>(),
		title: title ?? titleOf(of.title, snapshot.at, workshop.locale),
		group: null,
		frozen: true,
		isApart: true,
	}
	withBoard(workshop, of.session, copy)
	await withPast(state, (past) => deps.rooms.write(copy, (doc) => restoreBoard(doc, past)))
	await changeWorkshop(deps, workshop.id, (now) => withBoard(now, of.session, copy))
	return { board: copy.id }
}

/** What a board is or was called, and the session for its copies. */
function originOf(workshop: Workshop, id: BoardId): { title: string; session: SessionId } | null {
	const found = findBoard(workshop, id)
	if (found) return { title: found.board.title, session: found.session.id }
	const removed = workshop.removedBoards?.find((board) => board.id === id)
	if (!removed) return null
	return { title: removed.title, session: findSession(workshop, removed.session)?.id ?? workshop.session }
}

/** "Group 3 · 25 Nov 2026, 14:05", by the server's clock and zone. */
function titleOf(title: string, at: number, locale: Locale): string {
	const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
	const room = LIMITS.maxTitleLength - when.length - 3
	return `${[...title].slice(0, room).join('')} · ${when}`
}

function withBoard(workshop: Workshop, id: SessionId, board: Board): Workshop {
	const session = requireSession(workshop, id)
	if (session.boards.filter(({ isApart }) => isApart).length >= LIMITS.maxBoardsApart)
		throw new AppError(
			'not_now',
			`A session has ${LIMITS.maxBoardsApart} boards apart from its groups at most.`,
			'too_many_boards',
		)
	return withSession(workshop, { ...session, boards: [...session.boards, board] })
}
