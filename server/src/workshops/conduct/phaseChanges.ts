import type { Phase, PhaseId, Session, Workshop } from '@charrette/shared'
import { LIMITS, phaseAway } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { Changes, Moment } from './Change.ts'
import { enterPhase } from './enterPhase.ts'
import { inserted, moved } from './inOrder.ts'
import { requirePhase, requireSession, withSession } from './requirePart.ts'

/** What facilitators do to a run sheet, before it runs or while it does. */
export const PHASE_CHANGES: Changes<
	| 'phase.add'
	| 'phase.change'
	| 'phase.remove'
	| 'phase.move'
	| 'phase.copy'
	| 'phase.next'
	| 'phase.previous'
	| 'phase.goto'
> = {
	'phase.add': (workshop, { session: id, phase, at }, { made }) => {
		const session = requireSession(workshop, id)
		return withPhases(workshop, session, inserted(session.phases, { ...phase, id: made as PhaseId }, at))
	},
	'phase.change': (workshop, { phase: id, change }) => {
		const { session } = requirePhase(workshop, id)
		const phases = session.phases.map((phase) => (phase.id === id ? { ...phase, ...change } : phase))
		return withPhases(workshop, session, phases)
	},
	'phase.remove': (workshop, { phase: id }) => {
		const { session, index } = requirePhase(workshop, id)
		if (session.phase === id)
			throw new AppError('not_now', 'This phase is running. Go to another one first.', 'phase_runs')
		return withPhases(workshop, session, session.phases.toSpliced(index, 1))
	},
	'phase.move': (workshop, { phase: id, to }) => {
		const { session, index } = requirePhase(workshop, id)
		return withPhases(workshop, session, moved(session.phases, index, to))
	},
	'phase.copy': (workshop, { phase: id }, { made }) => {
		const { session, phase, index } = requirePhase(workshop, id)
		return withPhases(workshop, session, inserted(session.phases, { ...phase, id: made as PhaseId }, index + 1))
	},
	'phase.next': (workshop, command, moment) => step(workshop, { ...command, steps: 1 }, moment),
	'phase.previous': (workshop, command, moment) => step(workshop, { ...command, steps: -1 }, moment),
	'phase.goto': (workshop, { phase, startsTimer = false }, moment) => {
		const { session } = phase === null ? { session: requireSession(workshop) } : requirePhase(workshop, phase)
		return enterPhase(workshop, { session: session.id, phase, startsTimer }, moment)
	},
}

interface Step {
	steps: 1 | -1
	from?: PhaseId | null
	startsTimer?: boolean
}

function step(workshop: Workshop, { steps, from, startsTimer = false }: Step, moment: Moment): Workshop {
	const session = requireSession(workshop)
	// Two facilitators who press "next" at once mean the same phase.
	if (from !== undefined && from !== session.phase) return workshop
	const phase = phaseAway(session, steps)?.id ?? null
	return enterPhase(workshop, { session: session.id, phase, startsTimer }, moment)
}

function withPhases(workshop: Workshop, session: Session, phases: Phase[]): Workshop {
	if (phases.length > LIMITS.maxPhases)
		throw new AppError('not_now', `A session has ${LIMITS.maxPhases} phases at most.`, 'too_many_phases')
	return withSession(workshop, { ...session, phases })
}
