import {
	type CommandOf,
	type CommandResult,
	chooseGroup,
	currentSession,
	findGroup,
	findOwnBoard,
	isWritingPrivately,
	type Participant,
	type ParticipantId,
	readBoard,
	sessionBoards,
	type Workshop,
	withJoined,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { normalizeGroups, withoutLatecomers } from '../groups/seating.ts'
import { requireWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { requireParticipant } from '../workshopParts.ts'
import type { CommandRun, SomeCommands } from './CommandEntry.ts'

/** Commands for participants. */
export const PARTICIPANT_COMMANDS = {
	'participant.remove': removeParticipant,
	'participant.readmit': readmitParticipant,
	'participant.move': moveParticipant,
	'participant.nudge': { effects: (run, { participant }) => remind(run, [participant]) },
	'people.nudge': { effects: (run, { participants }) => remind(run, participants) },
} satisfies SomeCommands

/**
 * Removes a participant: the rooms close all their sockets, and their token is answered with
 * `removed`. Everything they wrote stays, private cards included. Throws `not_found`.
 */
function removeParticipant(
	workshop: Workshop,
	{ participant: id, mayReturn = false }: CommandOf<'participant.remove'>,
): Workshop {
	const participant = requireParticipant(workshop, id)
	const participants = workshop.participants.filter((other) => other !== participant)
	return { ...workshop, participants, removed: [...workshop.removed, { ...participant, mayReturn }] }
}

/**
 * Readmits a removed participant under the same id, in their old group if it still exists. Throws
 * `not_found`.
 */
function readmitParticipant(workshop: Workshop, { participant: id }: CommandOf<'participant.readmit'>): Workshop {
	const removed = workshop.removed.find((person) => person.id === id)
	if (!removed) throw new AppError('not_found', 'There is no removed participant with this id.')
	const { mayReturn: _, ...person } = removed
	const hasGroup = currentSession(workshop)?.groups.some((group) => group.id === person.group) ?? false
	const group = hasGroup ? person.group : chooseGroup(workshop, person.city).id
	const participants: Participant[] = [...workshop.participants, { ...person, group }]
	return { ...workshop, participants, removed: workshop.removed.filter((other) => other !== removed) }
}

/** Moves a participant to another group of the current session. Throws `not_found`. */
function moveParticipant(workshop: Workshop, { participant: id, group }: CommandOf<'participant.move'>): Workshop {
	requireParticipant(workshop, id)
	if (!findGroup(workshop, group)) throw new AppError('not_found', 'There is no such group.')
	const participants = workshop.participants.map((participant) =>
		participant.id === id ? { ...participant, group } : participant,
	)
	return withoutLatecomers(normalizeGroups({ ...workshop, participants }), new Set([id]))
}

/**
 * Sends participants a reminder to write, on all their devices. Throws `not_found`, and `not_now`
 * if all of them are offline.
 */
async function remind({ deps, id }: CommandRun, participants: readonly ParticipantId[]): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	for (const participant of participants) requireParticipant(workshop, participant)
	const reached = participants.filter((participant) => deps.rooms.sendHint(id, { type: 'nudge' }, { participant }))
	if (reached.length === 0) throw new AppError('not_now', 'This person is offline.', 'person_away')
	return { version: workshop.version }
}

/**
 * Returns the participants without a card on any board of the current session (HINT2). Leaves out
 * participants who are writing privately, since that would reveal whether they have cards (ROOM3).
 */
export async function inactiveParticipants(deps: WorkshopDeps, workshop: Workshop): Promise<ParticipantId[]> {
	const session = currentSession(workshop)
	const boards = session ? sessionBoards(session) : []
	const writers = new Set<string>()
	for (const board of boards) {
		const { cards } = await deps.rooms.read(board, (doc) => readBoard(doc, (author) => author))
		for (const { author } of withJoined(cards)) if (author) writers.add(author)
	}
	const inactive = workshop.participants.filter((participant) => {
		const ownBoard = findOwnBoard(workshop, participant)
		const isPrivate = ownBoard !== null && isWritingPrivately(workshop, participant.id, ownBoard.id)
		return !writers.has(participant.id) && !isPrivate
	})
	return inactive.map(({ id }) => id)
}
