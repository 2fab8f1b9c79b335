import { type Board, type BoardId, createId, LIMITS, type SessionId, type Workshop } from '@charrette/shared'
import { AppError } from '../errors.ts'
import { boardsEver } from './deleteWorkshop.ts'
import { changeWorkshop, type WorkshopDeps } from './WorkshopDeps.ts'
import { requireSession, withSession } from './workshopParts.ts'

/*
 * Extra boards belong to a session, but not to a group of it: boards of an import, and copies of
 * snapshots.
 */

/** An extra board, and the first update of its document. */
interface NewBoard {
	board: Board
	update: Uint8Array
}

export function buildExtraBoard(title: string, { frozen = false } = {}): Board {
	return { id: createId<BoardId>(), title, group: null, frozen, isApart: true }
}

/**
 * Returns the workshop with extra boards at the end of a session. Throws `not_found`, and `not_now`
 * if there are too many.
 */
export function addExtraBoards(workshop: Workshop, id: SessionId, added: readonly Board[]): Workshop {
	const session = requireSession(workshop, id)
	if (session.boards.filter(({ isApart }) => isApart).length + added.length > LIMITS.maxBoardsApart)
		throw new AppError(
			'not_now',
			`A session can have at most ${LIMITS.maxBoardsApart} boards beside those of its groups.`,
			'too_many_boards',
		)
	return withSession(workshop, { ...session, boards: [...session.boards, ...added] })
}

/**
 * Writes the documents of extra boards, and then announces the boards, so that nobody sees a board
 * before it is written. If a document cannot be written, or the session has no room for the boards
 * any more, all of them are removed again: a deletion of the workshop would not find a document
 * that no workshop lists. Throws the errors of `addExtraBoards`.
 */
export async function createExtraBoards(
	deps: WorkshopDeps,
	{ workshop, session }: { workshop: Workshop; session: SessionId },
	created: readonly NewBoard[],
): Promise<void> {
	if (created.length === 0) return
	const boards = created.map(({ board }) => board)
	try {
		for (const { board, update } of created) await deps.rooms.create(board, update)
		await changeWorkshop(deps, workshop.id, (now) => addExtraBoards(now, session, boards))
	} catch (cause) {
		// The error of the creation says more than an error of this removal.
		await removeUnnamed(deps, workshop, boards).catch(() => {})
		throw cause
	}
}

/**
 * Removes the boards that the workshop does not list. A change that failed may be stored all the
 * same, so boards that it lists stay.
 */
async function removeUnnamed(deps: WorkshopDeps, { id }: Workshop, boards: readonly Board[]): Promise<void> {
	const workshop = await deps.workshops.byId(id)
	const named = new Set(workshop && boardsEver(workshop))
	await deps.deletions.removeBoards(boards.flatMap((board) => (named.has(board.id) ? [] : [board.id])))
}
