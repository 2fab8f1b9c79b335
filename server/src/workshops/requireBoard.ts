import type { Board, Workshop } from '@charrette/shared'
import { findBoard } from '@charrette/shared'
import { AppError } from '../errors.ts'

/** The board with this id. Throws `not_found` if it is not in this workshop. */
export function requireBoard(workshop: Workshop, id: string): Board {
	const found = findBoard(workshop, id)
	if (!found) throw new AppError('not_found', 'There is no such board.')
	return found.board
}
