import type { Board, Snapshot, SnapshotId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import * as Y from 'yjs'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/** Keeps a board as it is now, under a name. */
export async function takeSnapshot(deps: WorkshopDeps, board: Board, name: string): Promise<Snapshot> {
	const state = await deps.rooms.read(board, (doc) => Y.encodeStateAsUpdate(doc))
	const snapshot = { id: createId<SnapshotId>(), board: board.id, name, at: Date.now() }
	await deps.snapshots.add(snapshot, state)
	return snapshot
}
