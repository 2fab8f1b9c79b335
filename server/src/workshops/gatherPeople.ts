import type { BoardId, Viewport, Workshop, WorkshopId } from '@charrette/shared'
import { requireBoard } from './requireBoard.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'
import { changeWorkshop } from './WorkshopDeps.ts'

/** Brings everybody to a board, or to a part of it; null lets them go. Throws `not_found` if the board is not in this workshop. */
export function gatherPeople(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ board, viewport }: { board: BoardId | null; viewport?: Viewport },
): Promise<Workshop> {
	return changeWorkshop(deps, id, (workshop) => {
		if (board) requireBoard(workshop, board)
		return { ...workshop, gathering: board && { board, ...(viewport && { viewport }), at: Date.now() } }
	})
}
