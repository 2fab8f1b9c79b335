import type { CommandOf, Workshop } from '@charrette/shared'
import { requireBoard } from '../workshopParts.ts'
import type { ChangeContext, CommandEntries } from './CommandEntry.ts'

/** Commands for what everyone sees: projector, spotlight, gathering, message, and names. */
export const PRESENTATION_COMMANDS: CommandEntries<
	'projection.set' | 'spotlight.set' | 'people.gather' | 'message.send' | 'message.clear' | 'anonymity.set'
> = {
	'projection.set': (workshop, { shows }) => ({ ...workshop, projection: shows, spotlight: null }),
	'spotlight.set': setSpotlight,
	'people.gather': gatherParticipants,
	'message.send': (workshop, { text }, { now }) => ({ ...workshop, message: { text, at: now } }),
	'message.clear': (workshop) => ({ ...workshop, message: null }),
	'anonymity.set': (workshop, { isAnonymous }) => ({ ...workshop, isAnonymous }),
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
