import { type Board, boardsOfRound, type Workshop } from '@charrette/shared'
import { AppError } from '../../errors.ts'

/**
 * Throws `not_now` if there is an open vote on one of these boards (VOTE3c). Dots are given to a
 * card of a board: those on cards that are moved or removed would not be counted.
 */
export function requireNoOpenVote(workshop: Workshop, boards: readonly Board[]): void {
	const ids = new Set(boards.map(({ id }) => id))
	const open = (workshop.rounds ?? []).filter(({ state }) => state === 'open')
	if (open.some((round) => boardsOfRound(workshop, round).some(({ id }) => ids.has(id))))
		throw new AppError('not_now', 'There is an open vote on these cards. Close it first.', 'vote_runs')
}
