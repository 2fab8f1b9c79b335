import type { Rect } from '../geometry/rects.ts'
import type {
	BoardId,
	CollectionId,
	FacilitatorId,
	GroupId,
	JoinCode,
	ParticipantId,
	PhaseId,
	PracticeId,
	RoundId,
	SessionId,
	WorkshopId,
} from './ids.ts'
import type { Locale } from './locales.ts'
import type { Phase, Projection } from './Phase.ts'
import type { PracticeState } from './Practice.ts'
import type { Timer } from './Timer.ts'
import type { VoteRound } from './VoteRound.ts'

export const ROLES = ['facilitator', 'participant', 'projector'] as const
export type Role = (typeof ROLES)[number]

/** A participating city. `country` is an ISO 3166 code, if known. */
export interface City {
	name: string
	country?: string
}

/** A breakout group, mixed by city, with one board. */
export interface Group {
	id: GroupId
	name: string
	board: BoardId
	/**
	 * The members, while another session is current; for the current session see `Participant.group`.
	 */
	seats?: ParticipantId[]
	/** The participant who stays at this table when the others rotate; read it with `hostOf`. */
	host?: ParticipantId
	/** The facilitator who looks after this table (BLOCK2). */
	facilitator?: FacilitatorId
	/**
	 * True if the last mix left the group out: nobody is assigned here until a participant moves in.
	 * The board stays.
	 */
	isResting?: true
}

/**
 * The tables that participants have visited since groups were last mixed, as indices of `tables`.
 * Only participants who have moved are listed.
 */
export interface Rotation {
	tables: GroupId[]
	been: Partial<Record<ParticipantId, number[]>>
}

/** A shared canvas. The plenary board has no group: it belongs to everyone. */
export interface Board {
	id: BoardId
	title: string
	group: GroupId | null
	/** Frozen: participants can view but not edit. */
	frozen: boolean
	/** Increases when the document is replaced (REST1); missing means 1. */
	epoch?: number
	/**
	 * The private writing phase whose cards were revealed here: private writing has ended on this
	 * board (ROOM3).
	 */
	revealed?: PhaseId
	/** The newest complete reveal on this board. */
	lastReveal?: Reveal
	/** The facilitators' message to everyone at this board (STAGE1a). */
	message?: Message
	/** What the board says, for the report back and the report, by language (MODEL3). */
	summaries?: Partial<Record<Locale, Summary>>
	/** The newest restore in place of the whole board: when, and to the version of when (REST1h). */
	lastRestore?: { at: number; to: number }
	/**
	 * True for a restored copy or an imported board: a board without a group that is not the plenary
	 * board. It is not counted, voted on or shown among the boards of a session unless it is named
	 * explicitly.
	 */
	isApart?: true
}

/** A board in two sentences, in one language. */
export interface Summary {
	text: string
	/** The ids of the cards that it rests on; empty if a person wrote it from nothing. */
	cards: string[]
	/** Whether it began as a suggestion of the host's language model, which a person then saved. */
	isSuggested?: true
}

/**
 * A complete reveal: its phase, the number of cards that it put on the board, and their area in
 * board units. `at` is the server's time in ms.
 */
export interface Reveal {
	phase: PhaseId | null
	cards: number
	area: Rect | null
	at: number
}

/** What a window opens the boards of its session for. */
export const WINDOW_TAKES = ['threads', 'all'] as const

/** The boards of a session are open until a time in ms: for threads only, or for all edits. */
export interface AsyncWindow {
	takes: (typeof WINDOW_TAKES)[number]
	until: number
}

/** A half-day of a workshop: its phases, groups and boards. */
export interface Session {
	id: SessionId
	title: string
	phases: Phase[]
	/**
	 * The current phase, or the last one if another session is current; null before the first phase.
	 */
	phase: PhaseId | null
	groups: Group[]
	boards: Board[]
	rotation?: Rotation
	/**
	 * The participants who joined after the last mix or rotation, and whom no facilitator has seated
	 * since (SEAT4); missing before the first mix.
	 */
	latecomers?: ParticipantId[]
	/** Private writing has begun here, although the run sheet no longer shows it (ROOM3j). */
	hadPrivateWriting?: true
	/** Until when the boards stay open between sessions (ASYNC1); missing once it has ended. */
	asyncWindow?: AsyncWindow
}

/**
 * A person who joined. `group` belongs to the current session; `colour` is `#rrggbb` and the same
 * on every board.
 */
export interface Participant {
	id: ParticipantId
	name: string
	city: string
	group: GroupId
	colour: string
	locale: Locale
	/** Further languages that the person speaks, for mixing groups (GROUP5). */
	speaks?: Locale[]
}

/** A person whom a facilitator removed, with the group they were in. */
export interface RemovedParticipant extends Participant {
	/**
	 * Whether a new participant with this name and city can join with the code; otherwise only a
	 * facilitator can readmit them.
	 */
	mayReturn: boolean
}

/**
 * A board that was removed with content on it, and its session. `at` is the server's time in ms.
 */
export interface RemovedBoard {
	id: BoardId
	title: string
	session: SessionId
	at: number
}

/** A practice of the workshop, and the card from which it was written. */
export interface PracticeRef {
	id: PracticeId
	state: PracticeState
	board?: BoardId
	card?: string
}

/** A facilitator by name (BLOCK1). The links give access, not this entry. */
export interface NamedFacilitator {
	id: FacilitatorId
	name: string
}

/** The visible part of a board. */
export type Viewport = Rect

/**
 * A call of "Bring everyone here", to a board or a part of it. `at` is the server's time in ms and
 * identifies the call.
 */
export interface Gathering {
	board: BoardId
	viewport?: Viewport
	at: number
	/** When a facilitator moved everyone who was not writing (STAGE2a). */
	movedAt?: number
}

/**
 * The facilitators' message to everyone; only the latest is stored. `at` is the server's time in
 * ms.
 */
export interface Message {
	text: string
	at: number
}

/** Two different boards of any sessions that are compared (HAND4). */
export type BoardPair = readonly [BoardId, BoardId]

/** The whole event. Only the server changes it, and pushes it with its version to every member. */
export interface Workshop {
	id: WorkshopId
	version: number
	title: string
	locale: Locale
	locales: Locale[]
	cities: City[]
	joinCode: JoinCode
	/** True while nobody can join, with any code (ACCESS2). */
	isJoiningClosed?: true
	/** True if the host closed the workshop: nobody can join or change anything (HOST4). */
	isClosed?: true
	/**
	 * The organisation of the person who opened it, if they signed in: the domain of their e-mail
	 * address, verified by the provider (OIDC4). Visible to facilitators only.
	 */
	organisation?: string
	createdAt: number
	sessions: Session[]
	/** The current session. */
	session: SessionId
	participants: Participant[]
	/** The board that the projector shows regardless of the phase. */
	spotlight: BoardId | null
	/**
	 * Whether the projector follows the viewport of the facilitator who has the spotlight board open;
	 * if missing, it shows the whole board.
	 */
	followsFacilitator?: boolean
	/** The facilitator's choice for the projector; null follows the phase. */
	projection: Projection | null
	/**
	 * The vote whose result the projection `result` shows, of any session; if missing, the newest of
	 * the current session.
	 */
	projectedRound?: RoundId
	/**
	 * The session whose boards or obstacles the projections `wall` and `coverage` show; if missing,
	 * the current one.
	 */
	projectedSession?: SessionId
	/**
	 * The collection that the projection `collection` shows (COLLECT4); if missing, the newest one of
	 * the running session, or of the workshop.
	 */
	projectedCollection?: CollectionId
	/** The boards of any sessions that the projection `wall` shows side by side instead of all. */
	projectedBoards?: BoardPair
	gathering: Gathering | null
	/** The votes, in the order in which they were opened. */
	rounds?: VoteRound[]
	/** The countdown that everyone sees; null if none was started. */
	timer: Timer | null
	message: Message | null
	/** Whether author names are hidden from everyone. */
	isAnonymous: boolean
	/**
	 * The ids of merged duplicate participants, each with the id of the participant it belongs to
	 * (PEOPLE4).
	 */
	merged?: Record<ParticipantId, ParticipantId>
	/** Removed participants; visible to facilitators only. */
	removed: RemovedParticipant[]
	/** Removed boards, newest first; visible to facilitators only. */
	removedBoards?: RemovedBoard[]
	/** The facilitators who share the tables; visible to facilitators only. */
	facilitators?: NamedFacilitator[]
	/** The practices that were written here, in the order in which they were begun. */
	practices?: PracticeRef[]
	/**
	 * True if other workshops of this server may find obstacles and solutions of this one, without
	 * names (SIMILAR2).
	 */
	isOpenToServer?: true
	/** True if no text of the workshop goes to the host's translator (READ3). */
	isUntranslated?: true
	/** True if the projector shows no translations below texts (READ6). */
	projectsOriginals?: true
	/** True if the projector shows the thread of the card in focus (TALK5). */
	projectsThreads?: true
}

/**
 * Returns the projector's languages: the workshop's main language, then its next one if it has
 * several.
 */
export function projectorLocales({ locale, locales }: { locale: Locale; locales: readonly Locale[] }): Locale[] {
	return [locale, ...locales.filter((other) => other !== locale)].slice(0, 2)
}

/** Returns the board with this id and its session; null if there is none. */
export function findBoard(workshop: Workshop, id: string): { board: Board; session: Session } | null {
	for (const session of workshop.sessions) {
		const board = session.boards.find((candidate) => candidate.id === id)
		if (board) return { board, session }
	}
	return null
}

/** Returns the plenary board of a session; null if there is none. */
export function plenaryOf({ boards }: Session): Board | null {
	return boards.find((board) => board.group === null && !board.isApart) ?? null
}

/**
 * Returns the boards of a session's groups and its plenary board, without restored copies and
 * imports.
 */
export function sessionBoards({ boards }: Session): Board[] {
	return boards.filter((board) => !board.isApart)
}

/** Returns the epoch of a board: the number of its current document. */
export function epochOf(board: Pick<Board, 'epoch'>): number {
	return board.epoch ?? 1
}

/** Returns the group with this id; null if there is none. */
export function findGroup(workshop: Workshop, id: string): Group | null {
	return workshop.sessions.flatMap((session) => session.groups).find((group) => group.id === id) ?? null
}

/** Returns the participant with this id; null if there is none. */
export function findParticipant(workshop: Workshop, id: string): Participant | null {
	return workshop.participants.find((participant) => participant.id === id) ?? null
}

/** Returns the board of the participant's group. */
export function findOwnBoard(workshop: Workshop, participant: Participant): Board | null {
	const group = findGroup(workshop, participant.group)
	return group ? (findBoard(workshop, group.board)?.board ?? null) : null
}

/** Returns the round with this id; null if there is none. */
export function findRound(workshop: Workshop, id: string): VoteRound | null {
	return workshop.rounds?.find((round) => round.id === id) ?? null
}

/** Returns the open round of a session; null if there is none. */
export function findOpenRound(workshop: Workshop, session: SessionId): VoteRound | null {
	return workshop.rounds?.find((round) => round.session === session && round.state === 'open') ?? null
}

/** Returns the boards of a round that still exist. */
export function boardsOfRound(workshop: Workshop, round: VoteRound): Board[] {
	const boards = workshop.sessions.find((session) => session.id === round.session)?.boards ?? []
	const isVoted = (board: Board) => round.boards?.includes(board.id) ?? !board.isApart
	return boards.filter((board) => isVoted(board) && !(round.isByGroup && board.group === null))
}

/** Returns the latest closed round in which this board's cards were voted on. */
export function lastResultFor(workshop: Workshop, board: BoardId): VoteRound | null {
	const closed = (workshop.rounds ?? []).filter(
		(round) => round.state === 'closed' && boardsOfRound(workshop, round).some((other) => other.id === board),
	)
	return closed.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0] ?? null
}

/**
 * Returns the workshop as a role may see it: the same object if nothing is hidden from the role.
 */
export function workshopVisibleTo(role: Role, workshop: Workshop): Workshop {
	const { removedBoards, facilitators, organisation, ...others } = workshop
	const isHidden = workshop.removed.length > 0 || removedBoards || facilitators || organisation
	const isAll = role === 'facilitator' || !isHidden
	return isAll ? workshop : { ...others, removed: [] }
}

/**
 * Returns the author name to show: the participant's, or for an unknown participant the name
 * imported with the card. Undefined while the workshop is anonymous.
 */
export function displayName(workshop: Workshop, participant: string, importedName?: string): string | undefined {
	const id = workshop.merged?.[participant as ParticipantId] ?? participant
	return workshop.isAnonymous ? undefined : (findParticipant(workshop, id)?.name ?? importedName)
}

/**
 * Returns the author names to show, by participant id; none while the workshop is anonymous. The
 * empty id is included to allow the names of imported authors.
 */
export function displayNames({ isAnonymous, participants, merged = {} }: Workshop): [string, string][] {
	if (isAnonymous) return []
	const names = new Map<string, string>([['', ''], ...participants.map(({ id, name }): [string, string] => [id, name])])
	for (const [duplicate, id] of Object.entries(merged)) names.set(duplicate, (id && names.get(id)) ?? '')
	return [...names]
}
