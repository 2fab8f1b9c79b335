import type { BoardId, Snapshot, SnapshotCause, SnapshotId } from '@charrette/shared'

/** What is kept of a board beside what is told of it. */
interface StoredBoard {
	/** A full Yjs update, V2. */
	state: Uint8Array
	/** The same for two boards that say the same, and for no others. */
	fingerprint: string
}

/** Where snapshots are kept. A store that fails throws a `StorageError`. */
export interface SnapshotStore {
	add(snapshot: Snapshot, kept: StoredBoard): Promise<void>
	/** Of one board, newest first. */
	list(board: BoardId): Promise<Snapshot[]>
	/** The newest one of a board; its print is null where an earlier release took it. */
	newest(board: BoardId): Promise<{ snapshot: Snapshot; print: string | null } | null>
	/** Those of this cause from before a time, of all boards. */
	listBefore(at: number, cause: SnapshotCause): Promise<Snapshot[]>
	/** With its state, V2. Null for one that is not there, or whose state was damaged. */
	find(id: SnapshotId): Promise<{ snapshot: Snapshot; state: Uint8Array } | null>
	/** Lets go of these; one that is not there is no error. */
	remove(ids: readonly SnapshotId[]): Promise<void>
	close(): Promise<void>
}
