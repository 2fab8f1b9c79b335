import type { BoardId, Workshop, WorkshopId } from '@charrette/shared'
import { requireBoard } from './requireBoard.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'
import { changeWorkshop } from './WorkshopDeps.ts'

/** Chooses what the projector shows; null is the lobby. Throws `not_found` if the board is not in this workshop. */
export function setSpotlight(deps: WorkshopDeps, id: WorkshopId, board: BoardId | null): Promise<Workshop> {
	return changeWorkshop(deps, id, (workshop) => {
		if (board) requireBoard(workshop, board)
		return { ...workshop, spotlight: board }
	})
}
