import type { BoardId, CommandOf, Viewport, Workshop, WorkshopId } from '@charrette/shared'
import { changeWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { requireBoard } from '../workshopParts.ts'
import type { Changes } from './Change.ts'

/** What facilitators show and say to everybody, and whether names are shown. */
export const PRESENTATION_CHANGES: Changes<'projection.set' | 'message.send' | 'message.clear' | 'anonymity.set'> = {
	'projection.set': (workshop, { shows }) => ({ ...workshop, projection: shows, spotlight: null }),
	'message.send': (workshop, { text }, { now }) => ({ ...workshop, message: { text, at: now } }),
	'message.clear': (workshop) => ({ ...workshop, message: null }),
	'anonymity.set': (workshop, { isAnonymous }) => ({ ...workshop, isAnonymous }),
}

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

/** Brings everybody to a board, or to a part of it; null lets them go. Throws `not_found` if the board is not in this workshop. */
export function gatherParticipants(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ board, viewport }: { board: BoardId | null; viewport?: Viewport },
): Promise<Workshop> {
	return changeWorkshop(deps, id, (workshop) => {
		if (board) requireBoard(workshop, board)
		return { ...workshop, gathering: board && { board, ...(viewport && { viewport }), at: Date.now() } }
	})
}
