import type { BoardId, ParticipantId, Room, WorkshopId } from './ids.ts'
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

/** What a member may do in a room. */
export type Access = 'edit' | 'view' | 'none'

/** Who a token speaks for. */
export interface Identity {
	workshop: WorkshopId
	role: Role
	participant: ParticipantId | null
}

/**
 * What `who` may do in `room` of `workshop` (ROOM1). The server enforces it, the client greys out by it.
 *
 * A facilitator edits every board and a projector views them all. A participant edits their group's board and the
 * plenary board, those of the session that runs, unless these are frozen, the phase is one to look or to vote, or everybody
 * writes alone there; and views the others: groups visit each other's walls. A private room is its
 * participant's alone, to be written in at those same boards (ROOM3). Everybody views the workshop's state; nobody but the server writes it (ROOM2).
 */
export function accessTo(room: Room, who: Identity, workshop: Workshop): Access {
	if (who.workshop !== workshop.id) return 'none'
	const participant = who.participant && findParticipant(workshop, who.participant)
	if (who.role === 'participant' && !participant) return 'none'
	if (room.type === 'workshop') return room.workshop === workshop.id ? 'view' : 'none'
	const found = findBoard(workshop, room.board)
	if (!found) return 'none'
	if (room.type === 'private') {
		if (!participant || room.participant !== participant.id) return 'none'
		return belongsToOpenBoard(participant, found, workshop) ? 'edit' : 'view'
	}
	if (who.role === 'facilitator') return 'edit'
	const isOpen = isEditingOpen(workshop, found.session) && !isPrivateWriting(workshop, found)
	return participant && isOpen && belongsToOpenBoard(participant, found, workshop) ? 'edit' : 'view'
}

/** Whether this is the plenary board or the one of a participant's group, of the session that runs, and not frozen. */
function belongsToOpenBoard(
	participant: Participant,
	{ board, session }: { board: Board; session: Session },
	workshop: Workshop,
): boolean {
	if (board.frozen || session.id !== currentSession(workshop)?.id) return false
	return board.group === null || board.group === participant.group
}

/** Whether participants change boards of this session now: it runs, and is in a phase that lets them, or in none. */
export function isEditingOpen(workshop: Workshop, session: Session): boolean {
	const phase = currentPhase(workshop)
	return session.id === currentSession(workshop)?.id && (phase === null || allowsEditing(phase))
}

/**
 * What somebody who may edit a board is to do there now (RUN5): what the phase lets participants do, and everything before the first one.
 * Facilitators do what they like. Clients keep to it; the server asks for `accessTo` alone.
 */
export function activitiesOf(role: Role, workshop: Workshop): readonly Activity[] {
	if (role === 'facilitator') return ACTIVITIES
	return currentPhase(workshop)?.may ?? ACTIVITIES
}

/** What people hold in private at a board: so many cards, of so many people. Whose they are is not told: few cards would name who wrote them. */
export interface PrivateCardCounts {
	cards: number
	people: number
}

/** Whether everybody writes alone at this board now: its session is in a phase to write in private, and the board's cards were not revealed since. */
export function isPrivateWriting(workshop: Workshop, { board, session }: { board: Board; session: Session }): boolean {
	const phase = currentPhase(workshop)
	if (!phase || session.id !== currentSession(workshop)?.id) return false
	return phase.isPrivate && phase.kind === 'write' && allowsEditing(phase) && board.revealed !== phase.id
}

/** Whether this person writes alone for this board now: it is theirs, and it is written in private. */
export function isWritingPrivately(workshop: Workshop, participant: ParticipantId | null, board: BoardId): boolean {
	const found = findBoard(workshop, board)
	const person = participant && findParticipant(workshop, participant)
	if (!found || !person || !isPrivateWriting(workshop, found)) return false
	return found.board.group === null || found.board.group === person.group
}
