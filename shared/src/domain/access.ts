import type { ParticipantId, WorkshopId } from './ids.ts'
import { letsEdit } from './Phase.ts'
import { isWrittenInPrivate } from './privateWriting.ts'
import type { Room } from './rooms.ts'
import { currentPhase, currentSession } from './runSheet.ts'
import type { Board, Participant, Role, Session, Workshop } from './Workshop.ts'
import { findBoard, findParticipant } from './Workshop.ts'

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
		return worksAt(participant, found, workshop) ? 'edit' : 'view'
	}
	if (who.role === 'facilitator') return 'edit'
	const isOpen = isAtWork(workshop, found.session) && !isWrittenInPrivate(workshop, found)
	return participant && isOpen && worksAt(participant, found, workshop) ? 'edit' : 'view'
}

/** Whether this is the plenary board or the one of a participant's group, of the session that runs, and not frozen. */
function worksAt(
	participant: Participant,
	{ board, session }: { board: Board; session: Session },
	workshop: Workshop,
): boolean {
	if (board.frozen || session.id !== currentSession(workshop)?.id) return false
	return board.group === null || board.group === participant.group
}

/** Whether participants change boards of this session now: it runs, and is in a phase that lets them, or in none. */
export function isAtWork(workshop: Workshop, session: Session): boolean {
	const phase = currentPhase(workshop)
	return session.id === currentSession(workshop)?.id && (phase === null || letsEdit(phase))
}
