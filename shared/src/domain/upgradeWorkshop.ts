import type { PhaseId } from './ids.ts'
import type { Phase } from './Phase.ts'
import { PHASE_DEFAULTS } from './Phase.ts'
import type { Session, Workshop } from './Workshop.ts'

/** An object that an earlier release may have stored without the fields `Later`. */
type Stored<Whole, Later extends keyof Whole> = Omit<Whole, Later> & Partial<Pick<Whole, Later>>
type StoredPhase = Stored<Phase, 'id' | 'may' | 'shows' | 'isPrivate'>
type StoredSession = Omit<Stored<Session, 'phase'>, 'phases'> & { phases: StoredPhase[] }

type Later = 'session' | 'projection' | 'timer' | 'message' | 'isAnonymous' | 'removed'

/** A workshop as stored by this release or an earlier one. */
export type StoredWorkshop = Omit<Stored<Workshop, Later>, 'sessions'> & {
	sessions: StoredSession[]
}

/**
 * Upgrades a stored workshop: fields that the storing release did not have get a value that
 * preserves the behaviour. This is the only place for such defaults. It is deterministic: generated
 * ids are the same each time.
 */
export function upgradeWorkshop(stored: StoredWorkshop): Workshop {
	const sessions = stored.sessions.map(upgradeSession)
	return {
		...stored,
		sessions,
		session: stored.session ?? sessions[0]?.id ?? ('' as Workshop['session']),
		projection: stored.projection ?? null,
		timer: stored.timer ?? null,
		message: stored.message ?? null,
		isAnonymous: stored.isAnonymous ?? false,
		removed: stored.removed ?? [],
	}
}

function upgradeSession(stored: StoredSession): Session {
	const phases = stored.phases.map((phase, index) => upgradePhase(phase, `${stored.id}-${index + 1}` as PhaseId))
	return { ...stored, phases, phase: stored.phase ?? null }
}

function upgradePhase(stored: StoredPhase, id: PhaseId): Phase {
	return { id, isPrivate: false, ...PHASE_DEFAULTS[stored.kind], ...stored }
}
