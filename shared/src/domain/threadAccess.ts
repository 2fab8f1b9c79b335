import { accessTo, type Identity, isPrivateWriting } from './access.ts'
import type { BoardId } from './ids.ts'
import { currentPhase, currentSession } from './runSheet.ts'
import { type Board, findBoard, type Session, type Workshop } from './Workshop.ts'

/**
 * Whether a member may write in the threads of a board now (THREAD4). Whoever may view a board of
 * the current session may; on a frozen board only if the phase says so. The same goes for a session
 * that is open between sessions, frozen or not (ASYNC5). Private writing has no threads before the
 * reveal. Facilitators always may, except in a closed workshop.
 */
export function mayWriteThreads(workshop: Workshop, member: Identity, board: BoardId): boolean {
	const found = findBoard(workshop, board)
	const access = accessTo({ type: 'board', board }, member, workshop)
	if (!found || access === 'none' || member.role === 'projector' || workshop.isClosed) return false
	if (access === 'edit') return true
	if (isPrivateWriting(workshop, found)) return false
	return found.session.asyncWindow !== undefined || takesThreads(workshop, found)
}

/**
 * Whether the projector and presentations show the thread of the card in focus (TALK5): if a
 * facilitator has switched it on, and not during private writing.
 */
export function projectsThreads(workshop: Workshop, board: BoardId): boolean {
	const found = findBoard(workshop, board)
	return workshop.projectsThreads === true && found !== null && !isPrivateWriting(workshop, found)
}

/** Whether the current phase takes threads on a board of its session. */
function takesThreads(workshop: Workshop, { board, session }: { board: Board; session: Session }): boolean {
	return session.id === currentSession(workshop)?.id && !isShut(workshop, board)
}

/** Whether a board is frozen in a phase that leaves no threads on frozen boards. */
function isShut(workshop: Workshop, { frozen }: { frozen: boolean }): boolean {
	return frozen && currentPhase(workshop)?.takesThreads !== true
}
