import type { GroupId, ParticipantId, Workshop, WorkshopId } from '@charrette/shared'
import { findGroup, findParticipant } from '@charrette/shared'
import { AppError } from '../errors.ts'
import { settleGroups } from './groups/seatPeople.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'
import { changeWorkshop } from './WorkshopDeps.ts'

/** Moves a person to another group. Throws `not_found` if there is no such person or group. */
export function moveParticipant(
	deps: WorkshopDeps,
	id: WorkshopId,
	move: { participant: ParticipantId; group: GroupId },
): Promise<Workshop> {
	return changeWorkshop(deps, id, (workshop) => {
		if (!findParticipant(workshop, move.participant)) throw new AppError('not_found', 'There is no such participant.')
		if (!findGroup(workshop, move.group)) throw new AppError('not_found', 'There is no such group.')
		const participants = workshop.participants.map((participant) =>
			participant.id === move.participant ? { ...participant, group: move.group } : participant,
		)
		return settleGroups({ ...workshop, participants })
	})
}
