import type { CommandOf, CommandResult, Session, Workshop, WorkshopId } from '@charrette/shared'
import { currentSession } from '@charrette/shared'
import { buildSession } from '../buildSession.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireWorkshop } from '../WorkshopDeps.ts'
import { appendSession } from './addSession.ts'
import { keepSeats } from './goToSession.ts'
import { requireSession } from './requirePart.ts'

/** Adds a session with the phases and groups of another one, the same people in them, and boards without cards. */
export async function copySession(
	deps: WorkshopDeps,
	id: WorkshopId,
	{ session, title }: CommandOf<'session.copy'>,
): Promise<CommandResult> {
	const workshop = await requireWorkshop(deps, id)
	const model = seated(workshop, requireSession(workshop, session))
	const groups = model.groups.map((group) => group.name)
	const copy = buildSession({ title: title ?? model.title, phases: model.phases, groups }, workshop.locale)
	const withSeats = copy.groups.map((group, index) => ({ ...group, seats: model.groups[index]?.seats ?? [] }))
	return appendSession(deps, id, { ...copy, groups: withSeats })
}

/** Who sits where is said by the people while a session runs, and by its groups while it does not. */
function seated(workshop: Workshop, session: Session): Session {
	return currentSession(workshop)?.id === session.id ? keepSeats(session, workshop.participants) : session
}
