import type { Board, BoardId, Group, GroupId, Locale, PhaseId, PhasePlan, Session, SessionId } from '@charrette/shared'
import { createId, LIMITS } from '@charrette/shared'
import { AppError } from '../errors.ts'

/** The parts of a new session. */
interface SessionPlan {
	title: string
	phases: readonly PhasePlan[]
	/** The names of its groups, in order. */
	groups: readonly string[]
}

/**
 * Builds a session before its first phase, with an empty board for each group and, last, a plenary
 * board.
 */
export function buildSession({ title, phases, groups: names }: SessionPlan, locale: Locale): Session {
	const groups = names.map((name): Group => ({ id: createId<GroupId>(), name, board: createId<BoardId>() }))
	const plenary: Board = { id: createId<BoardId>(), title: DEFAULT_NAMES[locale].plenary, group: null, frozen: false }
	return {
		id: createId<SessionId>(),
		title,
		phases: phases.map((phase) => ({ ...phase, id: createId<PhaseId>() })),
		phase: null,
		groups,
		boards: [...groups.map(boardOf), plenary],
	}
}

/** Returns default names for this many groups. */
export function groupNames(count: number, locale: Locale): string[] {
	return Array.from({ length: count }, (_, index) => DEFAULT_NAMES[locale].group(index + 1))
}

/** A group to be added; its board gets the same id. */
interface NewGroup {
	id: GroupId
	name?: string | undefined
}

/**
 * Returns the session with these groups, and their empty boards, after its own; other boards stay
 * last. A group without a name gets the next free number. Throws `not_now` if there are too many.
 */
export function addGroups(session: Session, added: readonly NewGroup[], locale: Locale): Session {
	if (session.groups.length + added.length > LIMITS.maxGroups)
		throw new AppError('not_now', `A session can have at most ${LIMITS.maxGroups} groups.`, 'too_many_groups')
	return added.reduce((grown, group) => addGroup(grown, group, locale), session)
}

function addGroup(session: Session, { id, name }: NewGroup, locale: Locale): Session {
	const group: Group = { id, name: name ?? nextGroupName(session, locale), board: id as string as BoardId }
	const isOfGroup = (board: Board) => board.group !== null
	const others = session.boards.filter((board) => !isOfGroup(board))
	const boards = [...session.boards.filter(isOfGroup), boardOf(group), ...others]
	return { ...session, groups: [...session.groups, group], boards }
}

function nextGroupName({ groups }: Session, locale: Locale): string {
	const taken = new Set(groups.map((group) => group.name))
	let number = groups.length + 1
	while (taken.has(DEFAULT_NAMES[locale].group(number))) number++
	return DEFAULT_NAMES[locale].group(number)
}

function boardOf({ id, name, board }: Group): Board {
	return { id: board, title: name, group: id, frozen: false }
}

interface DefaultNames {
	session(number: number): string
	firstMorning: string
	secondMorning: string
	plenary: string
	/** A board imported from a file without a name. */
	imported: string
	group(number: number): string
}

/** Default names of the parts of a workshop, in its language. */
export const DEFAULT_NAMES: Record<Locale, DefaultNames> = {
	en: {
		session: (n) => `Session ${n}`,
		firstMorning: 'Day 1 morning',
		secondMorning: 'Day 2 morning',
		plenary: 'Plenary',
		imported: 'New board',
		group: (n) => `Group ${n}`,
	},
	'zh-CN': {
		session: (n) => `场次 ${n}`,
		firstMorning: '第一天上午',
		secondMorning: '第二天上午',
		plenary: '全体',
		imported: '新白板',
		group: (n) => `第 ${n} 组`,
	},
	es: {
		session: (n) => `Sesión ${n}`,
		firstMorning: 'Día 1, mañana',
		secondMorning: 'Día 2, mañana',
		plenary: 'Plenario',
		imported: 'Tablero nuevo',
		group: (n) => `Grupo ${n}`,
	},
	fr: {
		session: (n) => `Session ${n}`,
		firstMorning: 'Jour 1, matin',
		secondMorning: 'Jour 2, matin',
		plenary: 'Plénière',
		imported: 'Nouveau tableau',
		group: (n) => `Groupe ${n}`,
	},
}
