import {
	type Board,
	type BoardId,
	LIMITS,
	type RemovedBoard,
	type RemovedBoards,
	type Snapshot,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import { type CapturedBoard, isUnchangedSince } from '../../rooms/AttributionLog.ts'
import { changeWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { buildSnapshot } from './snapshots.ts'

/** A board that goes: it is kept as it is, and by the `change` it is gone. */
interface DetachRequest {
	id: WorkshopId
	boards: readonly Board[]
	change: (workshop: Workshop) => Workshop
}

/**
 * Takes boards out of a workshop, once each is kept as it is now; of those that have ever had anything on them the workshop
 * remembers what they were called (HIST6).
 */
export async function detachBoards(deps: WorkshopDeps, { id, boards, change }: DetachRequest): Promise<Workshop> {
	const kept = new Map<BoardId, { board: Board; captured: CapturedBoard }>()
	for (const board of boards) {
		const captured = await saveCurrentState(deps, board)
		if (captured) kept.set(board.id, { board, captured })
	}
	const changed = await changeWorkshop(deps, id, (now) => {
		const after = change(now)
		const gone = detachedBoards(now, after).filter((board) => kept.has(board.id))
		const removedBoards = [...gone, ...(now.removedBoards ?? [])].slice(0, LIMITS.maxRemovedBoards)
		return gone.length > 0 ? { ...after, removedBoards } : after
	})
	// What came in while the disk was at work is to be had back too; now nobody is in it any more.
	for (const { board, captured } of kept.values())
		if (!(await deps.rooms.read(board, (doc) => isUnchangedSince(doc, captured)))) await saveCurrentState(deps, board)
	return changed
}

/** Keeps a board unless it says what it said when it was last kept. Null for one that was always empty. */
async function saveCurrentState(
	{ rooms, snapshotReader, snapshots }: WorkshopDeps,
	board: Board,
): Promise<CapturedBoard | null> {
	const captured = await rooms.read(board, (_doc, capture) => capture())
	const { at, state } = captured
	const described = await snapshotReader.ask({ ask: 'describe', state })
	const last = await snapshots.newest(board.id)
	if (!last && described.isEmpty) return null
	if (last?.print !== described.print) {
		const about = { board: board.id, name: '', cause: 'removal', at } as const
		await snapshots.add(buildSnapshot(described, about), { state, fingerprint: described.print })
	}
	return captured
}

function detachedBoards(before: Workshop, after: Workshop): RemovedBoard[] {
	const left = new Set(after.sessions.flatMap(({ boards }) => boards.map((board) => board.id)))
	return before.sessions.flatMap((session) =>
		session.boards
			.filter((board) => !left.has(board.id))
			.map(({ id, title }) => ({ id, title, session: session.id, at: Date.now() })),
	)
}

/** The boards that were taken out of a workshop, newest first, each as it was when it last had anything on it (HIST6). */
export async function listRemovedBoards(
	{ snapshots }: Pick<WorkshopDeps, 'snapshots'>,
	{ removedBoards = [] }: Workshop,
): Promise<RemovedBoards> {
	const found = await Promise.all(
		removedBoards.map(async (board) => {
			const moment = (await snapshots.list(board.id)).find(hasContent)
			return moment ? [{ ...board, moment }] : []
		}),
	)
	return { boards: found.flat() }
}

/** Earlier releases did not look, and kept no empty boards by themselves. */
function hasContent({ look }: Snapshot): boolean {
	return !look || look.cards > 0 || look.preview.shapes !== ''
}
