import type { PhaseId, Session, SessionId, Workshop } from '@charrette/shared'
import { currentSession, findPhase, findSession } from '@charrette/shared'
import { AppError } from '../../errors.ts'

/** The session with this id, or the one that runs. Throws `not_found`. */
export function requireSession(workshop: Workshop, id?: SessionId): Session {
	const session = id === undefined ? currentSession(workshop) : findSession(workshop, id)
	if (!session) throw new AppError('not_found', 'There is no such session.')
	return session
}

/** The phase with this id, its session and its place there. Throws `not_found`. */
export function requirePhase(workshop: Workshop, id: PhaseId): NonNullable<ReturnType<typeof findPhase>> {
	const found = findPhase(workshop, id)
	if (!found) throw new AppError('not_found', 'There is no such phase.')
	return found
}

/** The workshop with this session in the place of the one with its id. */
export function withSession(workshop: Workshop, session: Session): Workshop {
	return { ...workshop, sessions: workshop.sessions.map((other) => (other.id === session.id ? session : other)) }
}
