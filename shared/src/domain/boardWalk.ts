import type { BoardId, ParticipantId } from './ids.ts'
import { currentPhase, currentSession } from './runSheet.ts'
import type { TimerReading } from './Timer.ts'
import { type Board, boardsOfRound, findOpenRound, findParticipant, type Workshop } from './Workshop.ts'

/** A walk over several boards, in the order in which this person visits them (WALK1). */
export interface BoardWalk {
	kind: 'gallery' | 'vote'
	boards: Board[]
}

/** Whether the groups visit each other's boards now (WALK1). */
export function isGallery(workshop: Workshop): boolean {
	return currentPhase(workshop)?.kind === 'gallery'
}

/**
 * Returns the current walk; null if there is none. In a gallery phase the walk has the boards of
 * the other groups, in a vote on several boards all of them. A gallery walk begins after the
 * person's own board, so that different groups do not visit the same board at the same time; the
 * walk of a vote begins with it.
 */
export function boardWalk(workshop: Workshop, participant: ParticipantId | null): BoardWalk | null {
	const session = currentSession(workshop)
	if (!session) return null
	const group = (participant && findParticipant(workshop, participant)?.group) ?? null
	const isOwn = (board: Board) => group !== null && board.group === group
	if (isGallery(workshop)) {
		const groups = session.boards.filter((board) => board.group !== null && !board.isApart)
		const boards = startingAfter(groups, groups.findIndex(isOwn)).filter((board) => !isOwn(board))
		return boards.length > 0 ? { kind: 'gallery', boards } : null
	}
	const round = findOpenRound(workshop, session.id)
	if (!round) return null
	const voted = boardsOfRound(workshop, round)
	const own = voted.findIndex(isOwn)
	return voted.length > 1 ? { kind: 'vote', boards: startingAfter(voted, own - 1) } : null
}

function startingAfter<Item>(items: readonly Item[], index: number): Item[] {
	const start = Math.max(index + 1, 0)
	return [...items.slice(start), ...items.slice(0, start)]
}

/**
 * Returns the next board of a walk after this one: the first if this board is not part of the walk;
 * null at its end.
 */
export function nextOnWalk({ boards }: BoardWalk, board: BoardId): Board | null {
	const at = boards.findIndex(({ id }) => id === board)
	return boards[at + 1] ?? null
}

/**
 * Returns the board where a person should be by now if the time is divided equally among the
 * boards; null without a running timer. When the time is up, that is the last board.
 */
export function dueOnWalk({ boards }: BoardWalk, timer: TimerReading | null, runsMs: number): Board | null {
	if (!timer?.isRunning || runsMs <= 0) return null
	const ran = runsMs - timer.remainingMs
	return boards[Math.min(boards.length - 1, Math.floor((ran / runsMs) * boards.length))] ?? null
}
