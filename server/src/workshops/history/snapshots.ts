import type { Board, BoardId, Snapshot, SnapshotId, Workshop } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import { isSameCopy } from '../../ports/LogCopy.ts'
import type { SnapshotStore } from '../../ports/SnapshotStore.ts'
import type { CapturedBoard } from '../../rooms/DocumentCopies.ts'
import { requireDiskSpace } from '../requireDiskSpace.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireBoard } from '../workshopParts.ts'
import { addSnapshot } from './snapshotDocument.ts'

/** A snapshot with its state and its board. */
export interface BoardSnapshot {
	snapshot: Snapshot
	board: Board
	/** A full Yjs update, V2. */
	state: Uint8Array
}

/**
 * Returns the snapshot with this id. Throws `not_found`, also if its board is of another workshop
 * or has been removed.
 */
export async function requireSnapshot(
	deps: Pick<WorkshopDeps, 'snapshots'>,
	workshop: Workshop,
	id: SnapshotId,
): Promise<BoardSnapshot> {
	const found = await deps.snapshots.find(id)
	if (!found) throw new AppError('not_found', 'There is no such snapshot.')
	return { ...found, board: requireBoard(workshop, found.snapshot.board) }
}

/**
 * Returns a snapshot as an update (V1) for a read-only canvas, with authors unless the workshop is
 * anonymous now; with `isGzipped`, as a gzip of it.
 */
export function snapshotUpdate(
	{ snapshotReader }: Pick<WorkshopDeps, 'snapshotReader'>,
	{ state }: Pick<BoardSnapshot, 'state'>,
	{ isAnonymous }: Workshop,
	{ isGzipped }: { isGzipped: boolean },
): Promise<Uint8Array> {
	return snapshotReader.show(state, { withAuthors: !isAnonymous, isGzipped })
}

/** A saved snapshot, and the captured board that it is of. */
interface SavedBoard {
	snapshot: Snapshot
	captured: CapturedBoard
}

/** Saves a board that was captured before. */
export async function saveCaptured(
	{ snapshots, snapshotReader }: HistoryDeps,
	captured: CapturedBoard,
	meta: Pick<Snapshot, 'board' | 'name' | 'cause'>,
): Promise<SavedBoard> {
	const described = await snapshotReader.describe(captured.copy)
	return { snapshot: await addSnapshot(snapshots, described, { ...meta, at: captured.at }), captured }
}

/**
 * Replaces a snapshot by one of a later capture of its board, if the board has changed. Returns the
 * remaining snapshot.
 */
export async function saveLater(deps: HistoryDeps, saved: SavedBoard, captured: CapturedBoard): Promise<Snapshot> {
	if (isSameCopy(captured.copy, saved.captured.copy)) return saved.snapshot
	const { board, name, cause } = saved.snapshot
	const later = await saveCaptured(deps, captured, { board, name, cause })
	await deps.snapshots.remove([saved.snapshot.id])
	return later.snapshot
}

type HistoryDeps = Pick<WorkshopDeps, 'snapshots' | 'snapshotReader'>

/**
 * Saves the current state of a board, under a name that a facilitator gave. Returns the newest
 * snapshot instead if it has a name and the same content (HIST2a). Throws `storage_full`.
 */
export async function saveSnapshot(deps: WorkshopDeps, board: Board, name: string): Promise<Snapshot> {
	requireDiskSpace(deps)
	const { at, copy } = await deps.rooms.capture(board)
	const described = await deps.snapshotReader.describe(copy)
	const newest = await deps.snapshots.newest(board.id)
	if (newest?.snapshot.cause === 'named' && newest.fingerprint === described.fingerprint) return newest.snapshot
	return addSnapshot(deps.snapshots, described, { board: board.id, name, cause: 'named', at })
}

/** Returns the newest snapshot of a board whose state can be read; null if there is none. */
export async function newestReadable(store: SnapshotStore, board: BoardId): Promise<SnapshotId | null> {
	for (const { id } of await store.list(board)) if (await store.find(id)) return id
	return null
}
