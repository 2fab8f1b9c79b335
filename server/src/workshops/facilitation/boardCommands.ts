import {
	type Board,
	type BoardId,
	type CommandOf,
	type CommandResult,
	currentPhase,
	currentSession,
	findBoard,
	LOCKED_KEY,
	recordsOf,
	revealRecords,
	type Session,
	type Workshop,
	type WorkshopId,
	writeFields,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { detachBoards } from '../history/detachBoards.ts'
import { changeWorkshop, requireWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { requireBoard, withSession } from '../workshopParts.ts'

/** Freezes or thaws these boards, or all that stand for a session. Throws `not_found` if one is not in this workshop. */
export function freezeBoards(
	deps: WorkshopDeps,
	id: WorkshopId,
	wish: { frozen: boolean; boards?: BoardId[] | undefined },
): Promise<Workshop> {
	const isMeant = ({ id, isApart }: Board) => wish.boards?.includes(id) ?? !isApart
	return changeWorkshop(deps, id, (workshop) => {
		for (const board of wish.boards ?? []) requireBoard(workshop, board)
		const sessions = workshop.sessions.map((session) => ({
			...session,
			boards: session.boards.map((board) => (isMeant(board) ? { ...board, frozen: wish.frozen } : board)),
		}))
		return { ...workshop, sessions }
	})
}

/**
 * Takes a board that stands apart away again, kept as it is (HIST6). Throws `not_now` for the board of a group and for the plenary one, while
 * cards are held in private at it, and for one with anything on it unless that is to go with it.
 */
export async function removeBoard(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ board: wanted, withCards = false }: CommandOf<'board.remove'>,
): Promise<CommandResult> {
	const { board } = requireRemovableBoard(await requireWorkshop(deps, id), wanted)
	if ((await deps.rooms.privateCardsAt(board)).cards > 0)
		throw new AppError('not_now', 'Cards are held in private at this board. Reveal them first.', 'held_in_private')
	const count = withCards ? 0 : await deps.rooms.read(board, (doc) => recordsOf(doc).size)
	if (count > 0)
		throw new AppError(
			'not_now',
			`There are ${count} things on this board, which would go with it.`,
			'board_has_content',
		)
	const change = (now: Workshop) => withoutBoard(now, requireRemovableBoard(now, wanted))
	const { version } = await detachBoards(deps, { id, boards: [board], change })
	return { version }
}

function requireRemovableBoard(workshop: Workshop, id: string): { board: Board; session: Session } {
	const found = findBoard(workshop, id)
	if (!found) throw new AppError('not_found', 'There is no such board.')
	if (!found.board.isApart)
		throw new AppError('not_now', 'The boards of groups and the plenary one belong to the session.', 'board_of_session')
	return found
}

function withoutBoard(workshop: Workshop, { board, session }: { board: Board; session: Session }): Workshop {
	const boards = session.boards.filter((other) => other.id !== board.id)
	return {
		...withSession(workshop, { ...session, boards }),
		spotlight: workshop.spotlight === board.id ? null : workshop.spotlight,
		gathering: workshop.gathering?.board === board.id ? null : workshop.gathering,
	}
}

/** Makes records of a board part of its set-up layer, or of the rest again (SETUP1). Throws `not_found` if one is not there. */
export async function lockRecords(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ board: boardId, records: ids, isSetUp }: { board: BoardId; records: string[]; isSetUp: boolean },
): Promise<Workshop> {
	const workshop = await requireWorkshop(deps, id)
	const board = requireBoard(workshop, boardId)
	const isThere = await deps.rooms.read(board, (doc) => ids.every((record) => recordsOf(doc).has(record)))
	if (!isThere) throw new AppError('not_found', 'One of these is not on this board.')
	await deps.rooms.write(board, (doc) => {
		for (const record of ids) writeFields(recordsOf(doc), record, { [LOCKED_KEY]: isSetUp ? true : undefined })
	})
	return workshop
}

/**
 * Brings the cards that people wrote in private to their board, and opens it to them again (ROOM3). What is held by those who
 * left or moved comes too. Doing it again brings what was written since.
 */
export async function revealCards(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ board, names }: CommandOf<'private.reveal'>,
): Promise<CommandResult> {
	const workshop = await changeWorkshop(deps, id, (now) => withRevealed(now, boardsToReveal(now, board)))
	const withNames = names && !workshop.isAnonymous
	for (const { id: revealed } of boardsToReveal(workshop, board))
		await deps.rooms.revealPrivateCards(requireBoard(workshop, revealed), (held, doc) =>
			revealRecords(held, doc, { withNames }),
		)
	return { version: workshop.version }
}

function boardsToReveal(workshop: Workshop, board: BoardId | undefined): readonly Board[] {
	return board ? [requireBoard(workshop, board)] : (currentSession(workshop)?.boards ?? [])
}

/** People go back to these boards before the cards do, so that nobody sees their own go. */
function withRevealed(workshop: Workshop, boards: readonly Board[]): Workshop {
	const phase = currentPhase(workshop)
	if (!phase?.isPrivate) return workshop
	const isMeant = (board: Board) => boards.some((other) => other.id === board.id)
	const sessions = workshop.sessions.map((session) =>
		session.id === workshop.session
			? {
					...session,
					boards: session.boards.map((board) => (isMeant(board) ? { ...board, revealed: phase.id } : board)),
				}
			: session,
	)
	return { ...workshop, sessions }
}
