import type { CommandOf, CommandResult, Participant, WorkshopId } from '@charrette/shared'
import { chooseGroup, currentSession, findParticipant } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop } from '../WorkshopDeps.ts'

/**
 * Takes a person out: every socket of theirs is closed and their tokens are answered with `removed`, while all they wrote stays, in
 * private too. Throws `not_found`.
 */
export async function removeParticipant(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ participant, mayReturn = false }: CommandOf<'participant.remove'>,
): Promise<CommandResult> {
	const { version } = await changeWorkshop(deps, id, (workshop) => {
		const person = findParticipant(workshop, participant)
		if (!person) throw new AppError('not_found', 'There is no such participant.')
		const participants = workshop.participants.filter((other) => other !== person)
		return { ...workshop, participants, removed: [...workshop.removed, { ...person, mayReturn }] }
	})
	return { version }
}

/** Takes a removed person in again, as the same one, in their group if it is still there. Throws `not_found`. */
export async function readmitParticipant(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ participant }: CommandOf<'participant.readmit'>,
): Promise<CommandResult> {
	const { version } = await changeWorkshop(deps, id, (workshop) => {
		const found = workshop.removed.find((person) => person.id === participant)
		if (!found) throw new AppError('not_found', 'Nobody of this id was removed.')
		const { mayReturn: _, ...person } = found
		const isThere = currentSession(workshop)?.groups.some((group) => group.id === person.group) ?? false
		const group = isThere ? person.group : chooseGroup(workshop, person.city).id
		const participants: Participant[] = [...workshop.participants, { ...person, group }]
		return { ...workshop, participants, removed: workshop.removed.filter((other) => other !== found) }
	})
	return { version }
}
