import type { Board, BoardId, CommandOf, CommandResult, Workshop, WorkshopId } from '@charrette/shared'
import { findBoard } from '@charrette/shared'
import { AppError } from '../errors.ts'
import { requireBoard } from './requireBoard.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'
import { changeWorkshop, requireWorkshop } from './WorkshopDeps.ts'

/**
 * Takes a board that stands apart out of the workshop, with what is on it. Throws `not_now` for one of a group or the plenary one, and
 * while cards are held in private there.
 */
export async function removeBoard(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ board }: CommandOf<'board.remove'>,
): Promise<CommandResult> {
	const { cards } = await deps.rooms.heldAt(removable(await requireWorkshop(deps, id), board))
	if (cards > 0) throw new AppError('not_now', `${cards} cards are held in private at this board. Reveal them first.`)
	const { version } = await changeWorkshop(deps, id, (now) => without(now, removable(now, board)))
	return { version }
}

function removable(workshop: Workshop, id: BoardId): Board {
	const board = requireBoard(workshop, id)
	if (!board.isApart)
		throw new AppError('not_now', 'A board of a group goes with its group, the plenary one with its session.')
	return board
}

function without(workshop: Workshop, { id }: Board): Workshop {
	const session = findBoard(workshop, id)?.session
	const left = (boards: readonly Board[]) => boards.filter((board) => board.id !== id)
	return {
		...workshop,
		sessions: workshop.sessions.map((one) => (one === session ? { ...one, boards: left(one.boards) } : one)),
		spotlight: workshop.spotlight === id ? null : workshop.spotlight,
		gathering: workshop.gathering?.board === id ? null : workshop.gathering,
	}
}
