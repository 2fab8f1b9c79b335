import {
	type Board,
	type BoardId,
	createId,
	type Group,
	type GroupId,
	type Locale,
	type PhaseId,
	type PhasePlan,
	type Session,
	type SessionId,
} from '@charrette/shared'

/** What a new session is made of. */
export interface SessionPlan {
	title: string
	phases: readonly PhasePlan[]
	/** The groups' names, in their order. */
	groups: readonly string[]
}

/** Names for this many groups. */
export function groupNames(count: number, locale: Locale): string[] {
	return Array.from({ length: count }, (_, index) => DEFAULT_NAMES[locale].group(index + 1))
}

/** A session that has not begun, with an empty board for each group and a plenary one, which comes last. */
export function buildSession({ title, phases, groups: names }: SessionPlan, locale: Locale): Session {
	const groups = names.map((name): Group => ({ id: createId<GroupId>(), name, board: createId<BoardId>() }))
	const boards = groups.map((group): Board => ({ id: group.board, title: group.name, group: group.id, frozen: false }))
	const plenary: Board = { id: createId<BoardId>(), title: DEFAULT_NAMES[locale].plenary, group: null, frozen: false }
	return {
		id: createId<SessionId>(),
		title,
		phases: phases.map((phase) => ({ ...phase, id: createId<PhaseId>() })),
		phase: null,
		groups,
		boards: [...boards, plenary],
	}
}

interface DefaultNames {
	session(number: number): string
	firstMorning: string
	plenary: string
	/** A board that was brought in from a file without a name. */
	imported: string
	group(number: number): string
}

/** What a new workshop's parts are called, in the workshop's language. */
export const DEFAULT_NAMES: Record<Locale, DefaultNames> = {
	en: {
		session: (n) => `Session ${n}`,
		firstMorning: 'Day 1 morning',
		plenary: 'Plenary',
		imported: 'New board',
		group: (n) => `Group ${n}`,
	},
	'zh-CN': {
		session: (n) => `第 ${n} 场`,
		firstMorning: '第一天上午',
		plenary: '全体',
		imported: '新白板',
		group: (n) => `第 ${n} 组`,
	},
	es: {
		session: (n) => `Sesión ${n}`,
		firstMorning: 'Día 1, mañana',
		plenary: 'Plenario',
		imported: 'Pizarra nueva',
		group: (n) => `Grupo ${n}`,
	},
	fr: {
		session: (n) => `Séance ${n}`,
		firstMorning: 'Jour 1, matin',
		plenary: 'Plénière',
		imported: 'Nouveau tableau',
		group: (n) => `Groupe ${n}`,
	},
}
