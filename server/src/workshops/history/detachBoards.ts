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
import { isSameCopy, type LogCopy } from '../../ports/LogCopy.ts'
import { changeWorkshop, type WorkshopDeps } from '../WorkshopDeps.ts'
import { addSnapshot } from './snapshotDocument.ts'

/** Boards that the `change` removes from the workshop. */
interface DetachRequest {
	id: WorkshopId
	boards: readonly Board[]
	change: (workshop: Workshop) => Workshop
}

/**
 * Removes boards from a workshop, after saving a snapshot of each. The workshop lists boards that
 * ever had content as removed boards, with their titles (HIST6). Boards that no longer fit the list
 * are deleted for ever.
 */
export async function detachBoards(deps: WorkshopDeps, { id, boards, change }: DetachRequest): Promise<Workshop> {
	const saved = new Map<BoardId, { board: Board; copy: LogCopy }>()
	for (const board of boards) {
		const copy = await saveCurrentState(deps, board)
		if (copy) saved.set(board.id, { board, copy })
	}
	let forgotten: BoardId[] = []
	const changed = await changeWorkshop(deps, id, (now) => {
		const after = change(now)
		const removed = findRemoved(now, after, deps.now()).filter((board) => saved.has(board.id))
		const listed = [...removed, ...(now.removedBoards ?? [])]
		forgotten = listed.slice(LIMITS.maxRemovedBoards).map((board) => board.id)
		return removed.length > 0 ? { ...after, removedBoards: listed.slice(0, LIMITS.maxRemovedBoards) } : after
	})
	// Edits may have arrived while the snapshot was written. Nobody can edit any more, so one more
	// snapshot has them all.
	for (const { board, copy } of saved.values())
		if (!isSameCopy(await deps.rooms.copy(board), copy)) await saveCurrentState(deps, board)
	// Boards that are off the list cannot be restored any more, and a deletion of the workshop would
	// not find them.
	await deps.deletions.removeBoards(forgotten)
	return changed
}

/**
 * Saves a board, unless its newest snapshot has the same content, and returns a copy of the board;
 * null for a board that never had content.
 */
async function saveCurrentState(
	{ rooms, snapshotReader, snapshots }: WorkshopDeps,
	board: Board,
): Promise<LogCopy | null> {
	const { at, copy } = await rooms.capture(board)
	const described = await snapshotReader.describe(copy)
	const newest = await snapshots.newest(board.id)
	if (!newest && described.isEmpty) return null
	if (newest?.fingerprint !== described.fingerprint)
		await addSnapshot(snapshots, described, { board: board.id, name: '', cause: 'removal', at })
	return copy
}

function findRemoved(before: Workshop, after: Workshop, at: number): RemovedBoard[] {
	const remaining = new Set(after.sessions.flatMap(({ boards }) => boards.map((board) => board.id)))
	return before.sessions.flatMap((session) =>
		session.boards
			.filter((board) => !remaining.has(board.id))
			.map(({ id, title }) => ({ id, title, session: session.id, at })),
	)
}

/**
 * Returns the removed boards of a workshop, newest first, each with its newest snapshot that has
 * content (HIST6).
 */
export async function listRemovedBoards(
	{ snapshots }: Pick<WorkshopDeps, 'snapshots'>,
	{ removedBoards = [] }: Workshop,
): Promise<RemovedBoards> {
	const found = await Promise.all(
		removedBoards.map(async (board) => {
			const snapshot = (await snapshots.list(board.id)).find(hasContent)
			return snapshot ? [{ ...board, moment: snapshot }] : []
		}),
	)
	return { boards: found.flat() }
}

/**
 * Returns whether a snapshot has content. Snapshots of earlier releases have no summary, but those
 * releases saved no empty boards.
 */
function hasContent({ look }: Snapshot): boolean {
	return !look || look.cards > 0 || look.preview.shapes !== ''
}
