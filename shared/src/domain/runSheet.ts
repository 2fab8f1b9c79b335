import type { BoardId, PhaseId, SessionId } from './ids.ts'
import type { Phase, Projection } from './Phase.ts'
import type { BoardPair, Session, Workshop } from './Workshop.ts'
import { plenaryOf } from './Workshop.ts'

export function currentSession(workshop: Workshop): Session | null {
	return findSession(workshop, workshop.session) ?? workshop.sessions[0] ?? null
}

/** Returns the current phase; null before the first. */
export function currentPhase(workshop: Workshop): Phase | null {
	const session = currentSession(workshop)
	return session?.phases.find((phase) => phase.id === session.phase) ?? null
}

/** Returns the session with this id; null if there is none. */
export function findSession(workshop: Workshop, id: SessionId): Session | null {
	return workshop.sessions.find((session) => session.id === id) ?? null
}

/** Returns the phase with this id, its session and its index there; null if there is none. */
export function findPhase(workshop: Workshop, id: PhaseId): { session: Session; phase: Phase; index: number } | null {
	for (const session of workshop.sessions) {
		const index = session.phases.findIndex((phase) => phase.id === id)
		const phase = session.phases[index]
		if (phase) return { session, phase, index }
	}
	return null
}

/**
 * Returns the phase `steps` away from the current one: null before the first, the last one after
 * the last.
 */
export function phaseAtOffset(session: Session, steps: number): Phase | null {
	const index = session.phases.findIndex((phase) => phase.id === session.phase)
	return session.phases[Math.min(index + steps, session.phases.length - 1)] ?? null
}

/**
 * The content of the projector, the board if it shows one, the session that it is about, and the
 * boards if it compares two.
 */
export interface ProjectorContent {
	shows: Projection
	board: BoardId | null
	session: Session | null
	compared: BoardPair | null
}

/**
 * Returns the current content of the projector: the spotlight board, else the facilitator's choice,
 * else the phase's projection, else the lobby. Without a spotlight, "board" means the plenary
 * board. The session is the current one, unless all boards or the open obstacles of another one are
 * shown (HAND3).
 */
export function projectorContent(workshop: Workshop): ProjectorContent {
	const session = currentSession(workshop)
	if (workshop.spotlight) return { shows: 'board', board: workshop.spotlight, session, compared: null }
	const shows = workshop.projection ?? currentPhase(workshop)?.shows ?? 'lobby'
	const board = shows === 'board' && session ? (plenaryOf(session)?.id ?? null) : null
	const chosen = workshop.projectedSession && findSession(workshop, workshop.projectedSession)
	return { shows, board, session: chosen || session, compared: workshop.projectedBoards ?? null }
}
