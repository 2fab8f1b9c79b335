import {
	type CommandOf,
	type CommandResult,
	chooseGroup,
	currentSession,
	findGroup,
	findParticipant,
	type GroupId,
	homeBoard,
	isWritingPrivately,
	type Participant,
	type ParticipantId,
	readBoard,
	sessionBoards,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { normalizeGroups } from '../groups/seating.ts'
import { changeWorkshop, requireWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'

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
		return normalizeGroups({ ...workshop, participants })
	})
}

/** Reminds one participant, on all their devices, that their first card is welcome. Throws `not_now` if they are away. */
export async function nudgeParticipant(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ participant }: CommandOf<'participant.nudge'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	if (!findParticipant(workshop, participant)) throw new AppError('not_found')
	const isHere = deps.rooms.sendHint(id, { type: 'nudge' }, (who) => who.participant === participant)
	if (!isHere) throw new AppError('not_now', 'This person is not here just now.', 'person_away')
	return { version: workshop.version }
}

/** Who of the participants has no card on any board of the session that runs (HINT2). Who writes alone now is not told of (ROOM3). */
export async function inactiveParticipants(deps: WorkshopDeps, workshop: Workshop): Promise<ParticipantId[]> {
	const session = currentSession(workshop)
	const boards = session ? sessionBoards(session) : []
	const writers = new Set<string>()
	for (const board of boards) {
		const { cards } = await deps.rooms.read(board, (doc) => readBoard(doc, (author) => author))
		for (const { author } of cards) if (author) writers.add(author)
	}
	const quiet = workshop.participants.filter((person) => {
		const home = homeBoard(workshop, person)
		return !writers.has(person.id) && !(home && isWritingPrivately(workshop, person.id, home.id))
	})
	return quiet.map(({ id }) => id)
}
