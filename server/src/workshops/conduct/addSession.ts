import type { CommandOf, CommandResult, Session, Workshop, WorkshopId } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { buildSession, groupNames } from '../buildSession.ts'
import { NAMES } from '../names.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop, requireWorkshop } from '../WorkshopDeps.ts'
import { requireSession } from './requirePart.ts'

/** Adds a session at the end, with as many groups as the one that runs unless told otherwise. */
export async function addSession(
	deps: WorkshopDeps,
	id: WorkshopId,
	wish: CommandOf<'session.add'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const { locale } = workshop
	const groups = wish.groups ?? requireSession(workshop).groups.length
	const title = wish.title ?? NAMES[locale].session(workshop.sessions.length + 1)
	return appendSession(deps, id, buildSession({ title, phases: [], groups: groupNames(groups, locale) }, locale))
}

/** Puts a session that is ready after the others. Throws `not_now` if there are too many. */
export async function appendSession(deps: WorkshopDeps, id: WorkshopId, session: Session): Promise<CommandResult> {
	const { version } = await changeWorkshop(deps, id, (now) => ({ ...now, sessions: [...roomFor(now), session] }))
	return { version, made: session.id }
}

function roomFor({ sessions }: Workshop): Session[] {
	if (sessions.length < LIMITS.maxSessions) return sessions
	throw new AppError('not_now', `A workshop has ${LIMITS.maxSessions} sessions at most.`)
}
