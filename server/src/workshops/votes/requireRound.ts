import type { VoteRound, Workshop } from '@charrette/shared'
import { findRound } from '@charrette/shared'
import { AppError } from '../../errors.ts'

/** The round with this id. Throws `not_found`. */
export function requireRound(workshop: Workshop, id: string): VoteRound {
	const round = findRound(workshop, id)
	if (!round) throw new AppError('not_found', 'There is no such vote.')
	return round
}

/** The workshop with this round in the place of the one with its id. */
export function withRound(workshop: Workshop, round: VoteRound): Workshop {
	return { ...workshop, rounds: (workshop.rounds ?? []).map((other) => (other.id === round.id ? round : other)) }
}
