import type { PhaseId } from './ids.ts'
import type { LocalText } from './locales.ts'

export const PHASE_KINDS = ['write', 'cluster', 'link', 'vote', 'present'] as const
export type PhaseKind = (typeof PHASE_KINDS)[number]

/** What participants may do in a phase; nothing of it is to look on. */
export const ACTIVITIES = ['write', 'arrange', 'link', 'vote'] as const
export type Activity = (typeof ACTIVITIES)[number]

/** What changes a board; voting does not. */
export type EditingActivity = Exclude<Activity, 'vote'>

/** What a projector may show. `result` is a vote's, and the prompt until there is one. */
export const PROJECTIONS = ['lobby', 'prompt', 'wall', 'board', 'result', 'coverage'] as const
export type Projection = (typeof PROJECTIONS)[number]

/** One step of a run sheet. */
export interface Phase {
	/** Unique in the workshop. */
	id: PhaseId
	kind: PhaseKind
	title: LocalText
	prompt: LocalText
	/** As planned; 0 has no end. */
	minutes: number
	may: Activity[]
	shows: Projection
	/** Of a `write` phase: each writes alone until the facilitator reveals. */
	isPrivate: boolean
}

/** A phase as somebody plans it, before it has its place in a run sheet. */
export type PhasePlan = Omit<Phase, 'id'>

/** What a phase of each kind lets people do, and shows, unless its facilitator says otherwise. */
export const PHASE_DEFAULTS: Record<PhaseKind, Pick<Phase, 'may' | 'shows'>> = {
	write: { may: ['write', 'arrange'], shows: 'prompt' },
	cluster: { may: ['write', 'arrange', 'link'], shows: 'wall' },
	link: { may: ['write', 'arrange', 'link'], shows: 'coverage' },
	vote: { may: ['vote'], shows: 'result' },
	present: { may: [], shows: 'board' },
}

/** Whether participants may change boards in this phase. A vote leaves a board as it is. */
export function allowsEditing({ may }: Pick<Phase, 'may'>): boolean {
	return may.some((activity) => activity !== 'vote')
}

/** The ways of working that a session can start from, each with its phases and what is set up on the boards. */
export const TEMPLATE_IDS = [
	'obstacle-solution',
	'one-two-four-all',
	'world-cafe',
	'card-question',
	'problem-tree',
	'fishbone',
	'impact-effort',
	'dot-vote',
] as const
export type TemplateId = (typeof TEMPLATE_IDS)[number]
