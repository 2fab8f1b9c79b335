import type { RoomId } from '@charrette/shared'

/** A Yjs client id, and whose it is from now on: a participant's id, or a role (GATE1). */
export interface Claim {
	client: number
	owner: string
}

/** What of a record the history tells of: what it says, which cluster it is in, that it is gone. */
export type Aspect = 'words' | 'place' | 'gone'

/** A hand on a record of a board (HIST7). */
export interface RecordAttribution {
	record: string
	aspect: Aspect
	/** A participant's id, or a role; empty for who is not to be named. */
	owner: string
	/** In ms. */
	at: number
}

/** One update to append: what a room's members did in one tick, merged, the client ids that came up in it, and what it touched. */
export interface LogEntry {
	room: RoomId
	update: Uint8Array
	claims?: readonly Claim[]
	attributions?: readonly RecordAttribution[]
}

/** A room's log, in the order of its appends. `quarantined` rows were damaged and are left out. */
export interface LoadedLog {
	updates: Uint8Array[]
	claims: Claim[]
	quarantined: number
}

/** Append-only log of Yjs updates, one per room (LOG1). The log is the truth; everything else is a cache. */
export interface DocStore {
	/** Resolves once all of the batch is durable; rejects, with nothing of it written, if it can't be. */
	append(batch: readonly LogEntry[]): Promise<void>
	/** A room's whole log; empty for a room that nobody wrote in. */
	load(room: RoomId): Promise<LoadedLog>
	/** What was touched in a room after one time and up to another, each hand once a record and aspect, in the order in which each was last at it. */
	attributions(room: RoomId, span: { after: number; until: number }): Promise<RecordAttribution[]>
	/** The rooms that have a log and whose name begins so. */
	list(prefix: string): Promise<RoomId[]>
	/**
	 * Puts one state in the place of exactly the updates it was merged from; what is appended meanwhile stays (LOG2).
	 * `merge` gets the room's updates and gives one update that says the same, or null to leave the log as it is. What is
	 * replaced is kept until the next compaction, and read again should the state be damaged.
	 */
	compact(room: RoomId, merge: (updates: Uint8Array[]) => Promise<Uint8Array | null>): Promise<void>
	/** Resolves once everything appended so far is durable and the files are closed. */
	close(): Promise<void>
}
