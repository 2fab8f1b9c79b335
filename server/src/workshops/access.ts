import type { Board, BoardId, Identity, Workshop } from '@charrette/shared'
import { accessTo, isWritingPrivately } from '@charrette/shared'
import { AppError } from '../errors.ts'
import { requireBoard } from './workshopParts.ts'

/** A signed-in identity, and its workshop. */
export interface Visitor {
	identity: Identity
	workshop: Workshop
}

/**
 * Returns the board with this id. Throws `not_found` if there is none, or the visitor cannot see
 * it.
 */
export function requireVisibleBoard({ identity, workshop }: Visitor, id: string): Board {
	const access = accessTo({ type: 'board', board: id as BoardId }, identity, workshop)
	if (access === 'none') throw new AppError('not_found')
	return requireBoard(workshop, id)
}

/**
 * Returns the board with this id. Throws `not_found`, and `view_only` if the visitor can see it but
 * not edit it now.
 */
export function requireEditableBoard(visitor: Visitor, id: string): Board {
	const board = requireVisibleBoard(visitor, id)
	if (accessTo({ type: 'board', board: board.id }, visitor.identity, visitor.workshop) !== 'edit')
		throw new AppError('view_only')
	return board
}

/** Returns whether the visitor is writing private cards for this board now. */
export function canWritePrivately({ identity, workshop }: Visitor, { id: board }: Board): boolean {
	const { participant } = identity
	if (!participant || !isWritingPrivately(workshop, participant, board)) return false
	return accessTo({ type: 'private', board, participant }, identity, workshop) === 'edit'
}
