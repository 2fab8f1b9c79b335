import { isOpenForAll } from './asyncWindow.ts'
import { type BoardId, ID_PATTERN, type ParticipantId, type PracticeId, type WorkshopId } from './ids.ts'
import { ACTIVITIES, type Activity, allowsEditing } from './Phase.ts'
import { currentPhase, currentSession } from './runSheet.ts'
import {
	type Board,
	findBoard,
	findParticipant,
	type Participant,
	type Role,
	type Session,
	type Workshop,
} from './Workshop.ts'

/**
 * The name of a room that a socket joins: `board:<id>`, `private:<boardId>:<participantId>`,
 * `practice:<id>` or `workshop:<id>`. Rooms are the unit of permission (ROOM1).
 */
export type RoomId = string & { readonly __brand: 'RoomId' }

/** A parsed room name. */
export type Room =
	| { type: 'board'; board: BoardId }
	| { type: 'private'; board: BoardId; participant: ParticipantId }
	| { type: 'practice'; practice: PracticeId }
	| { type: 'workshop'; workshop: WorkshopId }

export const boardRoom = (board: BoardId): RoomId => `board:${board}` as RoomId
export const privateRoom = (board: BoardId, participant: ParticipantId): RoomId =>
	`private:${board}:${participant}` as RoomId
/** Returns the common prefix of the names of all private rooms of a board. */
export const privateRoomsAt = (board: BoardId): string => `private:${board}:`
export const practiceRoom = (practice: PracticeId): RoomId => `practice:${practice}` as RoomId
export const workshopRoom = (workshop: WorkshopId): RoomId => `workshop:${workshop}` as RoomId

/** Parses the name of a room; null if it is not valid. */
export function parseRoomId(name: string): Room | null {
	const [type, first, second, ...rest] = name.split(':')
	if (rest.length > 0 || first === undefined || !ID_PATTERN.test(first)) return null
	if (type === 'private') {
		if (second === undefined || !ID_PATTERN.test(second)) return null
		return { type, board: first as BoardId, participant: second as ParticipantId }
	}
	if (second !== undefined) return null
	if (type === 'board') return { type, board: first as BoardId }
	if (type === 'practice') return { type, practice: first as PracticeId }
	if (type === 'workshop') return { type, workshop: first as WorkshopId }
	return null
}

/** The access of a member to a room. */
export type Access = 'edit' | 'view' | 'none'

/** The identity that a token authenticates. */
export interface Identity {
	workshop: WorkshopId
	role: Role
	participant: ParticipantId | null
}

/**
 * Returns the access of a member to a room of a workshop (ROOM1). The server enforces it; the
 * client uses it to disable controls.
 *
 * A facilitator edits every board, and a projector views all of them. A participant edits the
 * group's board and the plenary board of the current session, unless the board is frozen, the phase
 * is view only or a vote, or private writing is active there; in a session that is open for all
 * between sessions, the phase does not matter (ASYNC2). They view all other boards. A private room
 * belongs to one participant. Once private writing has begun in its session, they edit it,
 * because a device may still have cards to send (ROOM3j). Participants and facilitators edit the
 * workshop's practices until the practices are withdrawn (PRACTICE2). Every member views the
 * workshop's state; only the server writes it (ROOM2). In a workshop that the host has closed,
 * nobody edits anything (HOST4).
 */
export function accessTo(room: Room, member: Identity, workshop: Workshop): Access {
	const access = openAccess(room, member, workshop)
	return access === 'edit' && workshop.isClosed ? 'view' : access
}

/** Returns the access to a room as if the workshop were not closed. */
function openAccess(room: Room, member: Identity, workshop: Workshop): Access {
	if (member.workshop !== workshop.id) return 'none'
	const participant = member.participant && findParticipant(workshop, member.participant)
	if (member.role === 'participant' && !participant) return 'none'
	if (room.type === 'workshop') return room.workshop === workshop.id ? 'view' : 'none'
	if (room.type === 'practice') return practiceAccess(room.practice, member, workshop)
	const found = findBoard(workshop, room.board)
	if (!found) return 'none'
	if (room.type === 'private') {
		if (!participant || room.participant !== participant.id) return 'none'
		return hasBegunPrivateWriting(found.session) ? 'edit' : 'view'
	}
	if (member.role === 'facilitator') return 'edit'
	const isOpen = isEditingOpen(workshop, found.session) && !isPrivateWriting(workshop, found)
	return participant && isOpen && !found.board.frozen && isBoardOf(participant, found, workshop) ? 'edit' : 'view'
}

function practiceAccess(id: PracticeId, { role }: Identity, { practices = [] }: Workshop): Access {
	const practice = practices.find((candidate) => candidate.id === id)
	if (!practice) return 'none'
	return role === 'projector' || practice.state === 'withdrawn' ? 'view' : 'edit'
}

/**
 * Whether a board is the plenary board, or the board of the participant's group in that session,
 * which a session that is not the current one stores as seats.
 */
export function isBoardOf(
	participant: Participant,
	{ board, session }: { board: Board; session: Session },
	workshop: Workshop,
): boolean {
	if (board.group === null || session.id === currentSession(workshop)?.id)
		return board.group === null || board.group === participant.group
	return session.groups.some(({ id, seats }) => id === board.group && seats?.includes(participant.id))
}

/**
 * Whether a participant may write private cards for a board now: private writing has begun there,
 * and the board is theirs, in the current session and not frozen. The client disables its controls
 * otherwise. The server takes cards even then, because it cannot know when they were written.
 */
export function mayWritePrivately(workshop: Workshop, participant: ParticipantId, board: BoardId): boolean {
	const person = findParticipant(workshop, participant)
	const found = findBoard(workshop, board)
	if (!person || !found || workshop.isClosed || found.board.frozen) return false
	if (found.session.id !== currentSession(workshop)?.id) return false
	return hasBegunPrivateWriting(found.session) && isBoardOf(person, found, workshop)
}

/**
 * Whether private writing has begun in a session: the current phase or an earlier one has it, or it
 * was there before the run sheet changed.
 */
function hasBegunPrivateWriting({ phases, phase, hadPrivateWriting }: Session): boolean {
	if (hadPrivateWriting) return true
	const current = phases.findIndex(({ id }) => id === phase)
	return phases.slice(0, current + 1).some(({ isPrivate, kind }) => isPrivate && kind === 'write')
}

/**
 * Returns the changed workshop, in which the sessions remember private writing that their phases no
 * longer show: the phase was left backwards, removed, moved or changed (ROOM3j).
 */
export function keepPrivateWriting(before: Workshop, changed: Workshop): Workshop {
	const begun = new Set(before.sessions.filter(hasBegunPrivateWriting).map(({ id }) => id))
	const isForgotten = (session: Session) => begun.has(session.id) && !hasBegunPrivateWriting(session)
	if (!changed.sessions.some(isForgotten)) return changed
	const sessions = changed.sessions.map((session) =>
		isForgotten(session) ? { ...session, hadPrivateWriting: true as const } : session,
	)
	return { ...changed, sessions }
}

/**
 * Whether participants can edit boards of this session: it is open for all between sessions, or it
 * is the current session, and no phase is current or the current phase allows editing.
 */
export function isEditingOpen(workshop: Workshop, session: Session): boolean {
	if (isOpenForAll(session)) return true
	const phase = currentPhase(workshop)
	return session.id === currentSession(workshop)?.id && (phase === null || allowsEditing(phase))
}

/**
 * Returns the activities that the current phase allows a member who can edit a board (RUN5): all of
 * them before the first phase, in a session that is open for all, and always for facilitators.
 * Clients enforce this; the server enforces `accessTo` only.
 */
export function activitiesOf(role: Role, workshop: Workshop, board: BoardId): readonly Activity[] {
	const session = findBoard(workshop, board)?.session
	if (role === 'facilitator' || (session && isOpenForAll(session))) return ACTIVITIES
	return currentPhase(workshop)?.may ?? ACTIVITIES
}

/**
 * The numbers of private cards at a board and of their authors. Counts are never sent by author,
 * because a small count would identify its author's cards.
 */
export interface PrivateCardCounts {
	cards: number
	people: number
	/** The number of further cards that are only on a device, as far as devices have reported it. */
	unsent?: number
}

/**
 * Whether private writing is active at this board now: its session is in a private phase whose
 * cards are not yet revealed here.
 */
export function isPrivateWriting(workshop: Workshop, { board, session }: { board: Board; session: Session }): boolean {
	const phase = currentPhase(workshop)
	if (!phase || session.id !== currentSession(workshop)?.id) return false
	return phase.isPrivate && phase.kind === 'write' && allowsEditing(phase) && board.revealed !== phase.id
}

/**
 * Whether the cards of the current private phase are revealed: new cards are then on the boards,
 * visible to everyone, although the phase is private (ROOM3m).
 */
export function isRevealed(workshop: Workshop): boolean {
	const [phase, session] = [currentPhase(workshop), currentSession(workshop)]
	return phase?.isPrivate === true && session?.boards.some(({ revealed }) => revealed === phase.id) === true
}

/**
 * Whether this participant writes privately for this board now: the board is theirs, and private
 * writing is active.
 */
export function isWritingPrivately(workshop: Workshop, participant: ParticipantId | null, board: BoardId): boolean {
	const found = findBoard(workshop, board)
	const person = participant && findParticipant(workshop, participant)
	if (!found || !person || !isPrivateWriting(workshop, found)) return false
	return found.board.group === null || found.board.group === person.group
}
