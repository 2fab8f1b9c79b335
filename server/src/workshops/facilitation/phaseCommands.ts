import {
	addTime,
	createTimer,
	currentPhase,
	LIMITS,
	type Phase,
	type PhaseId,
	pauseTimer,
	phaseAtOffset,
	resumeTimer,
	type Session,
	type SessionId,
	type Timer,
	type Workshop,
	withoutWindow,
} from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { goToSession } from '../groups/seating.ts'
import { changePhase } from '../votes/phaseVotes.ts'
import {
	insertAt,
	moveItem,
	requirePhase,
	requireSession,
	withoutProjectedParts,
	withSession,
} from '../workshopParts.ts'
import type { ChangeContext, SomeCommands } from './CommandEntry.ts'

const MINUTE_MS = 60_000
const MAX_TIMER_MS = LIMITS.maxPhaseMinutes * MINUTE_MS

/** Commands for the run sheet, for moving through its phases, and for the timer. */
export const PHASE_COMMANDS = {
	'phase.add': {
		creates: true,
		change: (workshop, { session: id, phase, at }, { newId }) => {
			const session = requireSession(workshop, id)
			return withPhases(workshop, session, insertAt(session.phases, { ...phase, id: newId as PhaseId }, at))
		},
	},
	'phase.change': (workshop, { phase: id, change }) => {
		const { session } = requirePhase(workshop, id)
		const phases = session.phases.map((phase) => (phase.id === id ? { ...phase, ...change } : phase))
		return withPhases(workshop, session, phases)
	},
	'phase.remove': (workshop, { phase: id }) => {
		const { session, index } = requirePhase(workshop, id)
		if (session.phase === id)
			throw new AppError('not_now', 'This phase is running. Go to another phase first.', 'phase_runs')
		return withPhases(workshop, session, session.phases.toSpliced(index, 1))
	},
	'phase.move': (workshop, { phase: id, to }) => {
		const { session, index } = requirePhase(workshop, id)
		return withPhases(workshop, session, moveItem(session.phases, index, to))
	},
	'phase.copy': {
		creates: true,
		change: (workshop, { phase: id }, { newId }) => {
			const { session, phase, index } = requirePhase(workshop, id)
			return withPhases(workshop, session, insertAt(session.phases, { ...phase, id: newId as PhaseId }, index + 1))
		},
	},
	'phase.next': {
		effects: (run, command) =>
			changePhase(run, (workshop) => stepPhase(workshop, { ...command, steps: 1 }, run.context)),
	},
	'phase.previous': {
		effects: (run, command) =>
			changePhase(run, (workshop) => stepPhase(workshop, { ...command, steps: -1 }, run.context)),
	},
	'phase.goto': {
		effects: (run, { phase, startsTimer }) =>
			changePhase(run, (workshop) => {
				const { session } = phase === null ? { session: requireSession(workshop) } : requirePhase(workshop, phase)
				return enterPhase(
					workshop,
					{ session: session.id, phase, ...(startsTimer !== undefined && { startsTimer }) },
					run.context,
				)
			}),
	},
	'timer.start': (workshop, { minutes = currentPhase(workshop)?.minutes ?? 0 }, { now }) => {
		const timer = plannedTimer(minutes)
		if (!timer) throw new AppError('not_now', 'This phase has no planned time. Set the minutes.', 'no_minutes')
		return { ...workshop, timer: resumeTimer(timer, now) }
	},
	'timer.pause': (workshop, _, { now }) => ({ ...workshop, timer: pauseTimer(requireTimer(workshop), now) }),
	'timer.resume': (workshop, _, { now }) => ({ ...workshop, timer: resumeTimer(requireTimer(workshop), now) }),
	'timer.add': (workshop, { minutes }, { now }) => {
		const added = { addedMs: minutes * MINUTE_MS, maxMs: MAX_TIMER_MS }
		return { ...workshop, timer: addTime(requireTimer(workshop), added, now) }
	},
	'timer.stop': (workshop) => ({ ...workshop, timer: null }),
} satisfies SomeCommands

interface PhaseStep {
	steps: 1 | -1
	from?: PhaseId | null
	startsTimer?: boolean
}

function stepPhase(workshop: Workshop, { steps, from, ...timer }: PhaseStep, context: ChangeContext): Workshop {
	const session = requireSession(workshop)
	// When two facilitators press "next" at the same time, the second command changes nothing.
	if (from !== undefined && from !== session.phase) return workshop
	const phase = phaseAtOffset(session, steps)?.id ?? null
	return enterPhase(workshop, { session: session.id, phase, ...timer }, context)
}

function withPhases(workshop: Workshop, session: Session, phases: Phase[]): Workshop {
	if (phases.length > LIMITS.maxPhases)
		throw new AppError('not_now', `A session can have at most ${LIMITS.maxPhases} phases.`, 'too_many_phases')
	return withSession(workshop, { ...session, phases })
}

/** A phase of a session; null is the time before its first phase. */
interface PhaseTarget {
	session: SessionId
	phase: PhaseId | null
	/** Whether the timer starts; by default as the phase says. */
	startsTimer?: boolean
}

/**
 * Starts a phase. The projector follows the phase again, and a timer of its planned time is ready
 * or running, and the window of its session ends (ASYNC4). Entering the current phase changes
 * nothing.
 */
function enterPhase(
	workshop: Workshop,
	{ session: id, phase, startsTimer }: PhaseTarget,
	{ now }: ChangeContext,
): Workshop {
	const next = goToSession(workshop, id)
	const session = requireSession(next, id)
	if (next === workshop && session.phase === phase) return workshop
	const entered = session.phases.find((other) => other.id === phase)
	const planned = plannedTimer(entered?.minutes ?? 0)
	const timer = planned && (startsTimer ?? entered?.startsTimer) ? resumeTimer(planned, now) : planned
	const shown = withoutProjectedParts(withSession(next, { ...withoutWindow(session), phase }))
	return { ...shown, spotlight: null, projection: null, timer }
}

/** Returns a stopped timer of these minutes; null for a phase without a planned time. */
function plannedTimer(minutes: number): Timer | null {
	return minutes > 0 ? createTimer(minutes * MINUTE_MS) : null
}

function requireTimer({ timer }: Workshop): Timer {
	if (!timer) throw new AppError('not_now', 'There is no timer. Start one first.', 'no_timer')
	return timer
}
