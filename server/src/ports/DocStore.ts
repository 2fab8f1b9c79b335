import type { RoomId } from '@charrette/shared'

/** One update to append: what a room's members did in one tick, merged. */
export interface LogEntry {
	room: RoomId
	update: Uint8Array
}

/** A room's log, in the order of its appends. `quarantined` rows were damaged and are left out. */
export interface LoadedLog {
	updates: Uint8Array[]
	quarantined: number
}

/** Append-only log of Yjs updates, one per room (LOG1). The log is the truth; everything else is a cache. */
export interface DocStore {
	/** Resolves once all of the batch is durable; rejects, with nothing of it written, if it can't be. */
	append(batch: readonly LogEntry[]): Promise<void>
	/** A room's whole log; empty for a room that nobody wrote in. */
	load(room: RoomId): Promise<LoadedLog>
	/**
	 * Puts one state in the place of exactly the updates it was merged from; what is appended meanwhile stays (LOG2).
	 * `merge` gets the room's updates and gives one update that says the same, or null to leave the log as it is. What is
	 * replaced is kept until the next compaction, and read again should the state be damaged.
	 */
	compact(room: RoomId, merge: (updates: readonly Uint8Array[]) => Uint8Array | null): Promise<void>
	/** Resolves once everything appended so far is durable and the files are closed. */
	close(): Promise<void>
}
