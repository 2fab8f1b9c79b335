import type { CommandOf, CommandResult, Session, Workshop, WorkshopId } from '@charrette/shared'
import { currentSession, recordsOf } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { takeAway } from '../history/takeAway.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'
import { requireSession } from './requirePart.ts'

/**
 * Takes a session and its boards, kept as they are (HIST6), out of the workshop. Throws `not_now` for the one that runs, and for one with cards on its boards
 * unless these are to go with it.
 */
export async function removeSession(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ session, withCards = false }: CommandOf<'session.remove'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const { boards } = removable(workshop, session)
	if (!withCards) {
		const used = await Promise.all(
			boards.map(async (board) => (await deps.rooms.heldAt(board)).cards > 0 || deps.rooms.read(board, hasCards)),
		)
		const count = used.filter(Boolean).length
		if (count > 0)
			throw new AppError(
				'not_now',
				`${count} of this session's boards hold cards, which would go with it.`,
				'session_has_cards',
			)
	}
	const change = (now: Workshop) => {
		const gone = removable(now, session)
		return { ...now, sessions: now.sessions.filter((other) => other.id !== gone.id) }
	}
	const { version } = await takeAway(deps, { id, boards, change })
	return { version }
}

function removable(workshop: Workshop, id: Session['id']): Session {
	const session = requireSession(workshop, id)
	if (currentSession(workshop)?.id === id)
		throw new AppError('not_now', 'This session is running. Go to another first.', 'session_runs')
	return session
}

function hasCards(doc: Parameters<typeof recordsOf>[0]): boolean {
	return [...recordsOf(doc).values()].some((record) => record.get('type') === 'card')
}
