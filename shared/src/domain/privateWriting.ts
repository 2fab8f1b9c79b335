import type { BoardId, ParticipantId } from './ids.ts'
import { letsEdit } from './Phase.ts'
import { currentPhase, currentSession } from './runSheet.ts'
import type { Board, Session, Workshop } from './Workshop.ts'
import { findBoard, findParticipant } from './Workshop.ts'

/** What people hold in private at a board: so many cards, of so many people. Whose they are is not told: few cards would name who wrote them. */
export interface HeldCards {
	cards: number
	people: number
}

/** Whether everybody writes alone at this board now: its session is in a phase to write in private, and the board's cards were not revealed since. */
export function isWrittenInPrivate(
	workshop: Workshop,
	{ board, session }: { board: Board; session: Session },
): boolean {
	const phase = currentPhase(workshop)
	if (!phase || session.id !== currentSession(workshop)?.id) return false
	return phase.isPrivate && phase.kind === 'write' && letsEdit(phase) && board.revealed !== phase.id
}

/** Whether this person writes alone for this board now: it is theirs, and it is written in private. */
export function isWritingAlone(workshop: Workshop, participant: ParticipantId | null, board: BoardId): boolean {
	const found = findBoard(workshop, board)
	const person = participant && findParticipant(workshop, participant)
	if (!found || !person || !isWrittenInPrivate(workshop, found)) return false
	return found.board.group === null || found.board.group === person.group
}
