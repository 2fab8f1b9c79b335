import type { CommandOf, Workshop, WorkshopId } from '@charrette/shared'
import { requireBoard } from './requireBoard.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'
import { changeWorkshop } from './WorkshopDeps.ts'

/** Chooses the board that the projector shows, whole or as a facilitator sees it; null is none. Throws `not_found` if the board is not in this workshop. */
export function setSpotlight(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ board, follows = false }: CommandOf<'spotlight.set'>,
): Promise<Workshop> {
	return changeWorkshop(deps, id, (workshop) => {
		if (board) requireBoard(workshop, board)
		return { ...workshop, spotlight: board, followsFacilitator: board !== null && follows }
	})
}
