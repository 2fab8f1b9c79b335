import type { Board, CommandOf, CommandResult, Session, Workshop, WorkshopId } from '@charrette/shared'
import { findBoard, recordsOf } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { takeAway } from '../history/takeAway.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'
import { withSession } from './requirePart.ts'

/**
 * Takes a board that stands apart away again, kept as it is (HIST6). Throws `not_now` for the board of a group and for the plenary one, while
 * cards are held in private at it, and for one with anything on it unless that is to go with it.
 */
export async function removeBoard(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ board: wanted, withCards = false }: CommandOf<'board.remove'>,
): Promise<CommandResult> {
	const { board } = removable(await requireWorkshop(deps, id), wanted)
	if ((await deps.rooms.heldAt(board)).cards > 0)
		throw new AppError('not_now', 'Cards are held in private at this board. Reveal them first.', 'held_in_private')
	const count = withCards ? 0 : await deps.rooms.read(board, (doc) => recordsOf(doc).size)
	if (count > 0)
		throw new AppError(
			'not_now',
			`There are ${count} things on this board, which would go with it.`,
			'board_has_content',
		)
	const change = (now: Workshop) => withoutBoard(now, removable(now, wanted))
	const { version } = await takeAway(deps, { id, boards: [board], change })
	return { version }
}

function removable(workshop: Workshop, id: string): { board: Board; session: Session } {
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
