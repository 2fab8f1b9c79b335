import type { BoardId, Snapshot, SnapshotCause, SnapshotId } from '@charrette/shared'

/** The content of a snapshot. */
interface StoredBoard {
	/** A full Yjs update (V2). */
	state: Uint8Array
	/** Equal for two boards with the same content, and only for those. */
	fingerprint: string
}

interface NewestSnapshot {
	snapshot: Snapshot
	/** Null if an earlier release saved it. */
	fingerprint: string | null
}

/** Stores snapshots of boards. A store that fails throws a `StorageError`. */
export interface SnapshotStore {
	add(snapshot: Snapshot, board: StoredBoard): Promise<void>
	/** The snapshots of a board, newest first. */
	list(board: BoardId): Promise<Snapshot[]>
	newest(board: BoardId): Promise<NewestSnapshot | null>
	/** The snapshots of all boards with this cause that are older than this time, in ms. */
	listBefore(at: number, cause: SnapshotCause): Promise<Snapshot[]>
	/** A snapshot with its state (V2). Null if there is none, or if its state is damaged. */
	find(id: SnapshotId): Promise<{ snapshot: Snapshot; state: Uint8Array } | null>
	replace(snapshot: Snapshot, board: StoredBoard): Promise<void>
	/** Removes snapshots; ignores unknown ids. */
	remove(ids: readonly SnapshotId[]): Promise<void>
	close(): Promise<void>
}
