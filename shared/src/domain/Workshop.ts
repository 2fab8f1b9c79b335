import type { BoardId, GroupId, JoinCode, ParticipantId, PhaseId, SessionId, WorkshopId } from './ids.ts'
import type { Locale } from './locales.ts'
import type { Phase, Projection } from './Phase.ts'
import type { Timer } from './Timer.ts'
import type { VoteRound } from './VoteRound.ts'

export const ROLES = ['facilitator', 'participant', 'projector'] as const
export type Role = (typeof ROLES)[number]

/** A city that takes part. `country` is an ISO 3166 code, where it is known. */
export interface City {
	name: string
	country?: string
}

/** A breakout group, mixed by city; it has one board. */
export interface Group {
	id: GroupId
	name: string
	board: BoardId
	/** Who belongs here while another session runs; `Participant.group` says it of the one that does. */
	seats?: ParticipantId[]
	/** Who stays at this table when the others rotate; read it with `hostOf`. */
	host?: ParticipantId
	/** Left out of the last mix: nobody is put here until somebody moves in. It keeps its board. */
	isResting?: true
}

/** Where people have been since groups were last mixed: numbers of `tables`. Those who have moved alone are in it. */
export interface Rotation {
	tables: GroupId[]
	been: Partial<Record<ParticipantId, number[]>>
}

/** One shared canvas. The plenary board has no group: it belongs to everybody. */
export interface Board {
	id: BoardId
	title: string
	group: GroupId | null
	/** Frozen: participants may look, not change. */
	frozen: boolean
	/** Rises when the document is replaced by another (REST1); 1 where it is not given. */
	epoch?: number
	/** The private phase whose cards were revealed here: in it, nobody writes alone at this board any more (ROOM3). */
	revealed?: PhaseId
	/**
	 * A board of nobody's group that is not the plenary one: a copy of an earlier moment, or what was brought in. It is not
	 * counted, voted on or shown where a session's boards stand for it, unless it is named.
	 */
	isApart?: true
}

/** A half-day: its phases, its groups and its boards. */
export interface Session {
	id: SessionId
	title: string
	phases: Phase[]
	/** The phase that this session is in, or was in when another took its place; null before the first. */
	phase: PhaseId | null
	groups: Group[]
	boards: Board[]
	rotation?: Rotation
}

/** A person who joined; `group` is of the session that runs now. `colour` is `#rrggbb`, theirs on every board. */
export interface Participant {
	id: ParticipantId
	name: string
	city: string
	group: GroupId
	colour: string
	locale: Locale
}

/** A person whom a facilitator took out of the workshop, with the group they were in. */
export interface RemovedParticipant extends Participant {
	/** Whether somebody of this name and city may join by the code, as another person; else only a facilitator lets them in again. */
	mayReturn: boolean
}

/** A board that was taken out of the workshop with something on it, and the session in which it was; `at` is the server's time in ms. */
export interface RemovedBoard {
	id: BoardId
	title: string
	session: SessionId
	at: number
}

/** A part of a board, in board units. */
export interface Viewport {
	x: number
	y: number
	w: number
	h: number
}

/** "Bring everyone to a board", or to a part of it: `at` is the server's time in ms, and tells one call from the next. */
export interface Gathering {
	board: BoardId
	viewport?: Viewport
	at: number
}

/** What facilitators say to everybody; the newest one alone. `at` is the server's time in ms. */
export interface Message {
	text: string
	at: number
}

/** The whole event: server-authoritative, changed by the server alone, pushed to everybody with its version. */
export interface Workshop {
	id: WorkshopId
	version: number
	title: string
	locale: Locale
	locales: Locale[]
	cities: City[]
	joinCode: JoinCode
	createdAt: number
	sessions: Session[]
	/** The session that runs now. */
	session: SessionId
	participants: Participant[]
	/** The board that the projector shows before all else. */
	spotlight: BoardId | null
	/** Whether it is shown there as a facilitator sees it who has it open, not whole; it is whole where this is not given. */
	followsFacilitator?: boolean
	/** What the projector shows by a facilitator's own choice; null follows the phase. */
	projection: Projection | null
	gathering: Gathering | null
	/** The votes, in the order in which they were opened; none where it is not given. */
	rounds?: VoteRound[]
	/** The countdown that everybody sees; null where none was started. */
	timer: Timer | null
	message: Message | null
	/** Whether nobody is shown who wrote what. */
	isAnonymous: boolean
	/** Who was taken out; for facilitators alone. */
	removed: RemovedParticipant[]
	/** The boards that were taken out, newest first; for facilitators alone, and none where it is not given. */
	removedBoards?: RemovedBoard[]
}

/** The board with this id, and the session it belongs to. */
export function findBoard(workshop: Workshop, id: string): { board: Board; session: Session } | null {
	for (const session of workshop.sessions) {
		const board = session.boards.find((candidate) => candidate.id === id)
		if (board) return { board, session }
	}
	return null
}

/** The board of a session that belongs to everybody. */
export function plenaryOf({ boards }: Session): Board | null {
	return boards.find((board) => board.group === null && !board.isApart) ?? null
}

/** The boards that stand for a session: those of its groups and the plenary one. */
export function sessionBoards({ boards }: Session): Board[] {
	return boards.filter((board) => !board.isApart)
}

/** Which document of this board counts now. */
export function epochOf(board: Pick<Board, 'epoch'>): number {
	return board.epoch ?? 1
}

/** The group with this id. */
export function findGroup(workshop: Workshop, id: string): Group | null {
	return workshop.sessions.flatMap((session) => session.groups).find((group) => group.id === id) ?? null
}

/** The participant with this id. */
export function findParticipant(workshop: Workshop, id: string): Participant | null {
	return workshop.participants.find((participant) => participant.id === id) ?? null
}

/** The board where this participant belongs now: the group's. */
export function homeBoard(workshop: Workshop, participant: Participant): Board | null {
	const group = findGroup(workshop, participant.group)
	return group ? (findBoard(workshop, group.board)?.board ?? null) : null
}

/** The workshop as somebody of this role may see it; the same object where nothing is kept from them. */
export function workshopVisibleTo(role: Role, workshop: Workshop): Workshop {
	const { removedBoards, ...others } = workshop
	const isAll = role === 'facilitator' || (workshop.removed.length === 0 && !removedBoards)
	return isAll ? workshop : { ...others, removed: [] }
}

/**
 * The name under which somebody's work is shown: a participant's; of who is unknown here the one that came with it, where one did;
 * undefined for everybody while the workshop is anonymous.
 */
export function displayName(workshop: Workshop, participant: string, broughtName?: string): string | undefined {
	return workshop.isAnonymous ? undefined : (findParticipant(workshop, participant)?.name ?? broughtName)
}

/** The participants whose names are shown, each with the name. Where names are shown, the empty id is among them: it stands for people from elsewhere. */
export function displayNames({ isAnonymous, participants }: Workshop): [string, string][] {
	return isAnonymous ? [] : [['', ''], ...participants.map(({ id, name }): [string, string] => [id, name])]
}
