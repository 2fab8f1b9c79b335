import type { CardKind } from './BoardContent.ts'
import type { PhaseId } from './ids.ts'
import type { LocalText } from './locales.ts'

export const PHASE_KINDS = ['write', 'cluster', 'link', 'gallery', 'vote', 'present'] as const
export type PhaseKind = (typeof PHASE_KINDS)[number]

/** The activities that a phase can allow participants; a phase without any is view only. */
export const ACTIVITIES = ['write', 'arrange', 'link', 'vote'] as const
export type Activity = (typeof ACTIVITIES)[number]

/** Activities that change a board; voting does not. */
export type EditingActivity = Exclude<Activity, 'vote'>

/**
 * The contents that a projector can show. `result` shows the result of a vote, and the prompt until
 * there is one; `seating` shows the people of each group.
 */
export const PROJECTIONS = [
	'lobby',
	'prompt',
	'wall',
	'board',
	'result',
	'coverage',
	'seating',
	'collection',
	'travels',
] as const
export type Projection = (typeof PROJECTIONS)[number]

/**
 * The destinations of a phase: the board alone, or also the search for practices or the practices
 * the workshop adopted.
 */
export const PHASE_DESTINATIONS = ['board', 'practices', 'adoptions'] as const
export type PhaseDestination = (typeof PHASE_DESTINATIONS)[number]

/**
 * The boards of the vote that a phase opens: all of them; for each person those of their own group
 * (VOTE6); or the plenary board.
 */
export const VOTED_BOARDS = ['all', 'own', 'plenary'] as const
export type VotedBoards = (typeof VOTED_BOARDS)[number]

/** One step of a run sheet. */
export interface Phase {
	/** Unique in the workshop. */
	id: PhaseId
	kind: PhaseKind
	title: LocalText
	prompt: LocalText
	/** Planned duration; 0 means open-ended. */
	minutes: number
	may: Activity[]
	shows: Projection
	/** For `write` phases: whether cards are private until the facilitator reveals them. */
	isPrivate: boolean
	/**
	 * For `vote` phases: the dots per person in the vote that the phase opens; missing means
	 * `DEFAULT_DOTS`.
	 */
	dots?: number
	/** For `vote` phases: the kinds of card that are voted on; null and missing mean all kinds. */
	votedKinds?: CardKind[] | null
	/** For `vote` phases: the boards that are voted on; missing means `all`. */
	votedBoards?: VotedBoards
	/** Whether the timer starts with the phase. */
	startsTimer?: boolean
	/** Whether participants may write in the threads of frozen boards (THREAD4). */
	takesThreads?: boolean
	/** The destination for which the prompt has a button; missing means `board`, without a button. */
	leadsTo?: PhaseDestination
}

/** A phase before it is added to a run sheet. */
export type PhasePlan = Omit<Phase, 'id'>

/** The default permissions and projection of each kind of phase. */
export const PHASE_DEFAULTS: Record<PhaseKind, Pick<Phase, 'may' | 'shows'>> = {
	write: { may: ['write', 'arrange'], shows: 'prompt' },
	cluster: { may: ['write', 'arrange', 'link'], shows: 'wall' },
	link: { may: ['write', 'arrange', 'link'], shows: 'coverage' },
	/** Groups visit the boards of the others in turn (WALK1). */
	gallery: { may: [], shows: 'wall' },
	vote: { may: ['vote'], shows: 'result' },
	present: { may: [], shows: 'board' },
}

/** Whether participants can edit boards in this phase. Voting does not edit a board. */
export function allowsEditing({ may }: Pick<Phase, 'may'>): boolean {
	return may.some((activity) => activity !== 'vote')
}

/**
 * The methods that a session can start from, each with phases and a locked layer for the boards.
 */
export const TEMPLATE_IDS = [
	'obstacle-solution',
	'one-two-four-all',
	'world-cafe',
	'card-question',
	'problem-tree',
	'fishbone',
	'impact-effort',
	'dot-vote',
	'learn-from-cities',
] as const
export type TemplateId = (typeof TEMPLATE_IDS)[number]
