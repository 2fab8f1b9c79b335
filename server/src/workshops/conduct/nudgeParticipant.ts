import type { CommandOf, CommandResult, WorkshopId } from '@charrette/shared'
import { findParticipant } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'

/** Reminds one participant, on all their devices, that their first card is welcome. Throws `not_now` if they are away. */
export async function nudgeParticipant(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ participant }: CommandOf<'participant.nudge'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	if (!findParticipant(workshop, participant)) throw new AppError('not_found')
	const isHere = deps.rooms.hint(id, { type: 'nudge' }, (who) => who.participant === participant)
	if (!isHere) throw new AppError('not_now', 'This person is not here just now.', 'person_away')
	return { version: workshop.version }
}
