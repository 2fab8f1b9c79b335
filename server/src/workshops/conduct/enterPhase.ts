import type { PhaseId, SessionId, Workshop } from '@charrette/shared'
import type { Moment } from './Change.ts'
import { goToSession } from './goToSession.ts'
import { requireSession, withSession } from './requirePart.ts'

/** Where to go: a phase of a session, or the time before its first. */
interface Goal {
	session: SessionId
	phase: PhaseId | null
	startsTimer: boolean
}

/**
 * Begins a phase for everybody. The projector follows it again, whatever was chosen by hand before. To begin the phase that
 * runs already changes nothing.
 */
export function enterPhase(workshop: Workshop, { session: id, phase }: Goal, _moment: Moment): Workshop {
	const there = goToSession(workshop, id)
	const session = requireSession(there, id)
	if (there === workshop && session.phase === phase) return workshop
	return { ...withSession(there, { ...session, phase }), spotlight: null, projection: null }
}
