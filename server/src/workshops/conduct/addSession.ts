import type { CommandOf, CommandResult, Session, Workshop, WorkshopId } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { buildSession, groupNames } from '../buildSession.ts'
import { NAMES } from '../names.ts'
import { planFrom, setUpBoards } from '../templates/fromTemplate.ts'
import { TEMPLATES } from '../templates/templates.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop, requireWorkshop } from '../WorkshopDeps.ts'
import { requireSession } from './requirePart.ts'

/**
 * Adds a session at the end, with as many groups as the one that runs unless told otherwise: from a template, with what it sets up
 * on the boards; with the phases of a run sheet that was saved as a file, which count before a template's.
 */
export async function addSession(
	deps: WorkshopDeps,
	id: WorkshopId,
	wish: CommandOf<'session.add'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const { locale } = workshop
	const template = wish.template === undefined ? null : TEMPLATES[wish.template]
	const planned = wish.sheet ?? (template && planFrom(template, workshop))
	const session = buildSession(
		{
			title: wish.title ?? planned?.title ?? NAMES[locale].session(workshop.sessions.length + 1),
			phases: planned?.phases ?? [],
			groups: groupNames(wish.groups ?? requireSession(workshop).groups.length, locale),
		},
		locale,
	)
	roomFor(workshop)
	if (template) await setUpBoards(deps, session, { template, locale })
	return appendSession(deps, id, session)
}

/** Puts a session that is ready after the others. Throws `not_now` if there are too many. */
export async function appendSession(deps: WorkshopDeps, id: WorkshopId, session: Session): Promise<CommandResult> {
	const { version } = await changeWorkshop(deps, id, (now) => ({ ...now, sessions: [...roomFor(now), session] }))
	return { version, made: session.id }
}

function roomFor({ sessions }: Workshop): Session[] {
	if (sessions.length < LIMITS.maxSessions) return sessions
	throw new AppError('not_now', `A workshop has ${LIMITS.maxSessions} sessions at most.`, 'too_many_sessions')
}
