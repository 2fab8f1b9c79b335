import type { BoardId, Snapshot, SnapshotId } from '@charrette/shared'

/** Where snapshots are kept. `state` is a full Yjs update, V1. A store that fails throws a `StorageError`. */
export interface SnapshotStore {
	add(snapshot: Snapshot, state: Uint8Array): Promise<void>
	/** Of one board, newest first. */
	list(board: BoardId): Promise<Snapshot[]>
	/** Null for one that is not there, or whose state was damaged. */
	find(id: SnapshotId): Promise<{ snapshot: Snapshot; state: Uint8Array } | null>
	close(): Promise<void>
}
