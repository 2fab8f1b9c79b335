import type { Board, BoardId, CommandOf, CommandResult, Workshop, WorkshopId } from '@charrette/shared'
import { currentPhase, currentSession, revealRecords } from '@charrette/shared'
import { requireBoard } from '../requireBoard.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop } from '../WorkshopDeps.ts'

/**
 * Brings the cards that people wrote in private to their board, and opens it to them again (ROOM3). What is held by those who
 * left or moved comes too. Doing it again brings what was written since.
 */
export async function revealCards(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ board, names }: CommandOf<'private.reveal'>,
): Promise<CommandResult> {
	const workshop = await changeWorkshop(deps, id, (now) => revealedAt(now, boardsOf(now, board)))
	const withNames = names && !workshop.isAnonymous
	for (const { id: revealed } of boardsOf(workshop, board))
		await deps.rooms.bringHeld(requireBoard(workshop, revealed), (held, doc) => revealRecords(held, doc, { withNames }))
	return { version: workshop.version }
}

function boardsOf(workshop: Workshop, board: BoardId | undefined): readonly Board[] {
	return board ? [requireBoard(workshop, board)] : (currentSession(workshop)?.boards ?? [])
}

/** People go back to these boards before the cards do, so that nobody sees their own go. */
function revealedAt(workshop: Workshop, boards: readonly Board[]): Workshop {
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
