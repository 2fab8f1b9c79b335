import type { ParticipantId, WorkshopId } from './ids.ts'
import { letsEdit } from './Phase.ts'
import type { Room } from './rooms.ts'
import { currentPhase, currentSession } from './runSheet.ts'
import type { Role, Session, Workshop } from './Workshop.ts'
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
 * plenary board, those of the session that runs, unless these are frozen or the phase is one to look or to vote; and
 * views the others: groups visit each other's walls. A private room is its
 * participant's alone (ROOM3). Everybody views the workshop's state; nobody but the server writes it (ROOM2).
 */
export function accessTo(room: Room, who: Identity, workshop: Workshop): Access {
	if (who.workshop !== workshop.id) return 'none'
	if (who.role === 'participant' && !(who.participant && findParticipant(workshop, who.participant))) return 'none'
	if (room.type === 'workshop') return room.workshop === workshop.id ? 'view' : 'none'
	const found = findBoard(workshop, room.board)
	if (!found) return 'none'
	if (room.type === 'private') return room.participant === who.participant ? 'edit' : 'none'
	if (who.role === 'facilitator') return 'edit'
	if (who.role === 'projector' || found.board.frozen || !isAtWork(workshop, found.session)) return 'view'
	if (found.board.group === null) return 'edit'
	const participant = who.participant && findParticipant(workshop, who.participant)
	return participant && participant.group === found.board.group ? 'edit' : 'view'
}

/** Whether participants change boards of this session now: it runs, and is in a phase that lets them, or in none. */
export function isAtWork(workshop: Workshop, session: Session): boolean {
	const phase = currentPhase(workshop)
	return session.id === currentSession(workshop)?.id && (phase === null || letsEdit(phase))
}
