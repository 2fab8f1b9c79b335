import type { ParticipantId } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { Changes } from '../conduct/Change.ts'
import { requireRound, withRound } from './requireRound.ts'

/** What facilitators do to a vote that touches no ballot. */
export const VOTE_CHANGES: Changes<'vote.proxy'> = {
	'vote.proxy': (workshop, { round: id, name, city }, { made }) => {
		const round = requireRound(workshop, id)
		if (round.state !== 'open') throw new AppError('vote_closed')
		if (round.hall.length >= LIMITS.maxParticipants) throw new AppError('workshop_full')
		return withRound(workshop, { ...round, hall: [...round.hall, { id: made as ParticipantId, name, city }] })
	},
}
