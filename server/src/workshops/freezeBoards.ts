import type { Board, BoardId, Workshop, WorkshopId } from '@charrette/shared'
import { requireBoard } from './requireBoard.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'
import { changeWorkshop } from './WorkshopDeps.ts'

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
