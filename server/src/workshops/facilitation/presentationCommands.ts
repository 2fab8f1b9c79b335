import {
	type BoardId,
	type CommandOf,
	type CommandResult,
	currentSession,
	type Message,
	type RoundId,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'
import { mapBoards, requireBoard, requireRound, requireSession, withoutProjectedParts } from '../workshopParts.ts'
import type { ChangeContext, CommandRun, SomeCommands } from './CommandEntry.ts'

/** Commands for presentation to everyone: projector, spotlight, gathering, message, and names. */
export const PRESENTATION_COMMANDS = {
	'projection.set': setProjection,
	'projector.step': { effects: stepProjector },
	'spotlight.set': setSpotlight,
	'people.gather': gatherParticipants,
	'people.move': moveParticipants,
	'message.send': (workshop, { text, board }, { now }) => withMessage(workshop, board, { text, at: now }),
	'message.clear': (workshop, { board }) => withMessage(workshop, board, null),
	'summary.set': withSummary,
	'anonymity.set': (workshop, { isAnonymous }) => ({ ...workshop, isAnonymous }),
	/** Allows machine translations of the workshop's texts, or forbids them (READ3). */
	'translation.set': ({ isUntranslated: _, ...workshop }, { isAllowed }) =>
		isAllowed ? workshop : { ...workshop, isUntranslated: true },
	/** Shows translations below the texts on the projector, or only originals (READ6). */
	'projector.translate': ({ projectsOriginals: _, ...workshop }, { isOn }) =>
		isOn ? workshop : { ...workshop, projectsOriginals: true },
	/** Shows the thread of the card in focus on the projector and in presentations (TALK5). */
	'projector.threads': ({ projectsThreads: _, ...workshop }, { isOn }) =>
		isOn ? { ...workshop, projectsThreads: true } : workshop,
} satisfies SomeCommands

/**
 * Shows a message to everyone, or to everyone at a board (STAGE1a); null clears it. Throws
 * `not_found`.
 */
function withMessage(workshop: Workshop, id: BoardId | undefined, message: Message | null): Workshop {
	if (!id) return { ...workshop, message }
	requireBoard(workshop, id)
	return mapBoards(workshop, ({ message: former, ...board }) => {
		if (board.id !== id) return former ? { ...board, message: former } : board
		return message ? { ...board, message } : board
	})
}

/**
 * Keeps a summary of a board in a language (MODEL3); null removes it. The report names only those
 * of its cards that the board still has. Throws `not_found`.
 */
function withSummary(workshop: Workshop, { board: id, locale, summary }: CommandOf<'summary.set'>): Workshop {
	requireBoard(workshop, id)
	return mapBoards(workshop, (board) => {
		if (board.id !== id) return board
		const { summaries: { [locale]: _, ...others } = {}, ...rest } = board
		const summaries = summary ? { ...others, [locale]: summary } : others
		return Object.keys(summaries).length > 0 ? { ...rest, summaries } : rest
	})
}

/**
 * Shows the next or the previous part of the scene on all projectors that are connected (HINT1).
 * Throws `not_now` if there is none.
 */
async function stepProjector({ deps, id }: CommandRun, { by }: CommandOf<'projector.step'>): Promise<CommandResult> {
	const { version } = await requireWorkshop(deps, id)
	const type = by > 0 ? 'next' : 'previous'
	if (!deps.rooms.sendHint(id, { type }, { role: 'projector' }))
		throw new AppError('not_now', 'No projector is open.', 'no_projector')
	return { version }
}

/**
 * Chooses the projector's scene; null follows the phase. A `round` is the vote whose result is
 * shown, a `session` has the boards or obstacles to show, and `boards` are shown side by side; all
 * may be of any session (HAND3, HAND4). A `collection` is shown practice by practice (COLLECT4).
 * Throws `not_found`, and `vote_open` or `vote_closed` for a round that is open or was cancelled.
 */
function setProjection(workshop: Workshop, { shows, ...chosen }: CommandOf<'projection.set'>): Workshop {
	const { round, session, boards, collection } = chosen
	const next = { ...withoutProjectedParts(workshop), projection: shows, spotlight: null }
	if (shows === 'result' && round) return { ...next, projectedRound: requireClosedRound(workshop, round).id }
	// The projector reads it like every member, so an unknown one only shows nothing.
	if (shows === 'collection' && collection) return { ...next, projectedCollection: collection }
	if (shows === 'wall' && boards) {
		for (const board of boards) requireBoard(workshop, board)
		return { ...next, projectedBoards: boards }
	}
	if ((shows !== 'wall' && shows !== 'coverage') || !session) return next
	const isRunning = requireSession(workshop, session).id === currentSession(workshop)?.id
	return isRunning ? next : { ...next, projectedSession: session }
}

function requireClosedRound(workshop: Workshop, id: RoundId): VoteRound {
	const round = requireRound(workshop, id)
	if (round.state !== 'closed') throw new AppError(round.state === 'open' ? 'vote_open' : 'vote_closed')
	return round
}

/**
 * Chooses the board on the projector, whole or following the facilitator's viewport; null clears
 * it. Throws `not_found`.
 */
function setSpotlight(workshop: Workshop, { board, follows = false }: CommandOf<'spotlight.set'>): Workshop {
	if (board) requireBoard(workshop, board)
	return { ...workshop, spotlight: board, followsFacilitator: board !== null && follows }
}

/**
 * Brings everyone to a board, or to a viewport on it; null ends the gathering. Throws `not_found`.
 */
function gatherParticipants(
	workshop: Workshop,
	{ board, viewport }: CommandOf<'people.gather'>,
	{ now }: ChangeContext,
): Workshop {
	if (board) requireBoard(workshop, board)
	return { ...workshop, gathering: board && { board, ...(viewport && { viewport }), at: now } }
}

/**
 * Moves everyone who is not writing to the board of the gathering, without asking (STAGE2a).
 * Throws `not_now` without a gathering.
 */
function moveParticipants(workshop: Workshop, _: CommandOf<'people.move'>, { now }: ChangeContext): Workshop {
	const { gathering } = workshop
	if (!gathering) throw new AppError('not_now', 'Nobody is being gathered.', 'no_gathering')
	return { ...workshop, gathering: { ...gathering, movedAt: now } }
}
