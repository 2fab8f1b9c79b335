import { setImmediate as yieldToEvents } from 'node:timers/promises'
import type { Board, BoardId, Snapshot, SnapshotId, Workshop } from '@charrette/shared'
import type { Doc } from 'yjs'
import { AppError } from '../../errors.ts'
import type { SnapshotStore } from '../../ports/SnapshotStore.ts'
import type { CapturedBoard } from '../../rooms/AttributionLog.ts'
import { requireDiskSpace } from '../requireDiskSpace.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { requireBoard } from '../workshopParts.ts'
import { buildSnapshot, openSnapshot } from './snapshotDocument.ts'

/** A snapshot with its state and the board it is of. */
export interface BoardSnapshot {
	snapshot: Snapshot
	board: Board
	/** A full Yjs update, V2. */
	state: Uint8Array
}

/**
 * The snapshot with this id. Throws `not_found`, also if its board is of another workshop or has
 * been removed.
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

/** Opens a state as a document for the time of `use`. */
export async function withSnapshot<T>(state: Uint8Array, use: (doc: Doc) => Promise<T>): Promise<T> {
	const doc = openSnapshot(state)
	try {
		// Opening a large board takes tens of milliseconds, and so does what follows: others' edits have their turn in between.
		await yieldToEvents()
		return await use(doc)
	} finally {
		doc.destroy()
	}
}

/**
 * A snapshot as an update (V1) for a read-only canvas, with authors unless the workshop is
 * anonymous now.
 */
export function snapshotUpdate(
	{ snapshotReader }: Pick<WorkshopDeps, 'snapshotReader'>,
	{ state }: Pick<BoardSnapshot, 'state'>,
	{ isAnonymous }: Workshop,
): Promise<Uint8Array> {
	return snapshotReader.show(state, { withAuthors: !isAnonymous })
}

/** Saves a board that was captured before. */
export async function saveCaptured(
	deps: Pick<WorkshopDeps, 'snapshots' | 'snapshotReader'>,
	{ at, state }: CapturedBoard,
	meta: Pick<Snapshot, 'board' | 'name' | 'cause'>,
): Promise<Snapshot> {
	const description = await deps.snapshotReader.describe(state)
	const snapshot = buildSnapshot(description, { ...meta, at })
	await deps.snapshots.add(snapshot, { state, fingerprint: description.fingerprint })
	return snapshot
}

/**
 * Saves a board as it is now, under a name that a facilitator gave; returns the newest snapshot instead if that has a name and
 * the same content (HIST2a). Throws `storage_full`.
 */
export async function saveSnapshot(deps: WorkshopDeps, board: Board, name: string): Promise<Snapshot> {
	requireDiskSpace(deps)
	const { at, state } = await deps.rooms.read(board, (_doc, capture) => capture())
	const description = await deps.snapshotReader.describe(state)
	const { fingerprint } = description
	const newest = await deps.snapshots.newest(board.id)
	if (newest?.snapshot.cause === 'named' && newest.fingerprint === fingerprint) return newest.snapshot
	const snapshot = buildSnapshot(description, { board: board.id, name, cause: 'named', at })
	await deps.snapshots.add(snapshot, { state, fingerprint })
	return snapshot
}

/** The newest snapshot of a board whose state can be read; null if there is none. */
export async function newestReadable(store: SnapshotStore, board: BoardId): Promise<SnapshotId | null> {
	for (const { id } of await store.list(board)) if (await store.find(id)) return id
	return null
}
