import { letsEdit } from './Phase.ts'
import { currentPhase, currentSession } from './runSheet.ts'
import type { Board, Session, Workshop } from './Workshop.ts'

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
