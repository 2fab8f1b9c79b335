import type { Board, BoardId, Group, GroupId, Locale, PhaseId, PhasePlan, Session, SessionId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import { NAMES } from './names.ts'

/** What a new session is made of. */
export interface SessionPlan {
	title: string
	phases: readonly PhasePlan[]
	/** The groups' names, in their order. */
	groups: readonly string[]
}

/** Names for this many groups. */
export function groupNames(count: number, locale: Locale): string[] {
	return Array.from({ length: count }, (_, index) => NAMES[locale].group(index + 1))
}

/** A session that has not begun, with an empty board for each group and a plenary one, which comes last. */
export function buildSession({ title, phases, groups: names }: SessionPlan, locale: Locale): Session {
	const groups = names.map((name): Group => ({ id: createId<GroupId>(), name, board: createId<BoardId>() }))
	const boards = groups.map((group): Board => ({ id: group.board, title: group.name, group: group.id, frozen: false }))
	const plenary: Board = { id: createId<BoardId>(), title: NAMES[locale].plenary, group: null, frozen: false }
	return {
		id: createId<SessionId>(),
		title,
		phases: phases.map((phase) => ({ ...phase, id: createId<PhaseId>() })),
		phase: null,
		groups,
		boards: [...boards, plenary],
	}
}
