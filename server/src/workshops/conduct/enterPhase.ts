import type { PhaseId, SessionId, Workshop } from '@charrette/shared'
import { resumeTimer } from '@charrette/shared'
import type { Moment } from './Change.ts'
import { goToSession } from './goToSession.ts'
import { requireSession, withSession } from './requirePart.ts'
import { timerOf } from './timerChanges.ts'

/** Where to go: a phase of a session, or the time before its first. */
interface Goal {
	session: SessionId
	phase: PhaseId | null
	startsTimer: boolean
}

/**
 * Begins a phase for everybody. The projector follows it again, whatever was chosen by hand before, and its planned time
 * is ready to run, or runs. To begin the phase that
 * runs already changes nothing.
 */
export function enterPhase(workshop: Workshop, { session: id, phase, startsTimer }: Goal, { at }: Moment): Workshop {
	const there = goToSession(workshop, id)
	const session = requireSession(there, id)
	if (there === workshop && session.phase === phase) return workshop
	const planned = timerOf(session.phases.find((one) => one.id === phase)?.minutes ?? 0)
	const timer = planned && startsTimer ? resumeTimer(planned, at) : planned
	return { ...withSession(there, { ...session, phase }), spotlight: null, projection: null, timer }
}
