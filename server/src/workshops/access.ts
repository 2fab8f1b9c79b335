import type { Board, BoardId, Identity, Workshop, WorkshopId } from '@charrette/shared'
import { accessTo, isWritingPrivately, mayWritePrivately } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'
import { requireBoard } from './workshopParts.ts'

/** A signed-in identity, and its workshop. */
export interface Requester {
	identity: Identity
	workshop: Workshop
}

/**
 * Returns the board with this id. Throws `not_found` if there is none, or the requester cannot see
 * it.
 */
export function requireVisibleBoard({ identity, workshop }: Requester, id: string): Board {
	const access = accessTo({ type: 'board', board: id as BoardId }, identity, workshop)
	if (access === 'none') throw new AppError('not_found')
	return requireBoard(workshop, id)
}

/**
 * Returns the board with this id. Throws `not_found`, and `view_only` if the requester can see it
 * but not edit it now.
 */
export function requireEditableBoard(requester: Requester, id: string): Board {
	const board = requireVisibleBoard(requester, id)
	if (accessTo({ type: 'board', board: board.id }, requester.identity, requester.workshop) !== 'edit')
		throw new AppError('view_only')
	return board
}

/** Returns whether a workshop now allows machine translation (READ3). */
export async function mayTranslate({ workshops }: Pick<WorkshopDeps, 'workshops'>, id: WorkshopId): Promise<boolean> {
	const workshop = await workshops.byId(id)
	return workshop !== null && workshop.isUntranslated !== true
}

/** Returns whether the requester is writing private cards for this board now. */
export function canWritePrivately({ identity, workshop }: Requester, { id: board }: Board): boolean {
	const { participant } = identity
	if (!participant) return false
	return isWritingPrivately(workshop, participant, board) && mayWritePrivately(workshop, participant, board)
}
