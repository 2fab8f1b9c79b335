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
	/** Resolves once everything appended so far is durable and the files are closed. */
	close(): Promise<void>
}
