import type { Board, BoardId, RemovedBoard, Workshop, WorkshopId } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { type CapturedBoard, isAsCaptured } from '../../rooms/captureBoard.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop } from '../WorkshopDeps.ts'
import { snapshotOf } from './takeSnapshot.ts'

/** A board that goes: it is kept as it is, and by the `change` it is gone. */
interface Leaving {
	id: WorkshopId
	boards: readonly Board[]
	change: (workshop: Workshop) => Workshop
}

/**
 * Takes boards out of a workshop, once each is kept as it is now; of those that have ever had anything on them the workshop
 * remembers what they were called (HIST6).
 */
export async function takeAway(deps: WorkshopDeps, { id, boards, change }: Leaving): Promise<Workshop> {
	const kept = new Map<BoardId, { board: Board; captured: CapturedBoard }>()
	for (const board of boards) {
		const captured = await keepAsItIs(deps, board)
		if (captured) kept.set(board.id, { board, captured })
	}
	const changed = await changeWorkshop(deps, id, (now) => {
		const after = change(now)
		const gone = boardsGone(now, after).filter((board) => kept.has(board.id))
		const removedBoards = [...gone, ...(now.removedBoards ?? [])].slice(0, LIMITS.maxRemovedBoards)
		return gone.length > 0 ? { ...after, removedBoards } : after
	})
	// What came in while the disk was at work is to be had back too; now nobody is in it any more.
	for (const { board, captured } of kept.values())
		if (!(await deps.rooms.read(board, (doc) => isAsCaptured(doc, captured)))) await keepAsItIs(deps, board)
	return changed
}

/** Keeps a board unless it says what it said when it was last kept. Null for one that was always empty. */
async function keepAsItIs({ rooms, past, snapshots }: WorkshopDeps, board: Board): Promise<CapturedBoard | null> {
	const captured = await rooms.read(board, (_doc, capture) => capture())
	const { at, state } = captured
	const described = await past.ask({ ask: 'describe', state })
	const last = await snapshots.newest(board.id)
	if (!last && described.isEmpty) return null
	if (last?.print !== described.print) {
		const about = { board: board.id, name: '', cause: 'removal', at } as const
		await snapshots.add(snapshotOf(described, about), { state, print: described.print })
	}
	return captured
}

function boardsGone(before: Workshop, after: Workshop): RemovedBoard[] {
	const left = new Set(after.sessions.flatMap(({ boards }) => boards.map((board) => board.id)))
	return before.sessions.flatMap((session) =>
		session.boards
			.filter((board) => !left.has(board.id))
			.map(({ id, title }) => ({ id, title, session: session.id, at: Date.now() })),
	)
}
