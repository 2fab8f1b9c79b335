import type { RoomId } from '@charrette/shared'

/** The owner of a Yjs client id: a participant's id, or a role (GATE1). */
export interface Claim {
	client: number
	owner: string
}

/**
 * What of a record was changed: its text and kind, its cluster, or that it was deleted. These are
 * stored values.
 */
export type Aspect = 'words' | 'place' | 'gone'

/** The author and time of a change of a record (HIST7). */
export interface RecordAttribution {
	record: string
	aspect: Aspect
	/** A participant's id, or a role; empty if anonymous. */
	owner: string
	/** In ms. */
	at: number
}

/**
 * An update to append: the merged edits of one tick, the client ids that they claim, and their
 * attributions.
 */
export interface LogEntry {
	room: RoomId
	update: Uint8Array
	claims?: readonly Claim[]
	attributions?: readonly RecordAttribution[]
}

/**
 * The log of a room, in the order of its appends. `quarantined` counts damaged rows, which are left
 * out.
 */
export interface LoadedLog {
	updates: Uint8Array[]
	claims: Claim[]
	quarantined: number
}

/**
 * Append-only log of Yjs updates (V1), one per room (LOG1). The log is the truth; everything else
 * is a cache.
 */
export interface DocStore {
	/** Resolves once the whole batch is durable; rejects, with nothing of it written, if it fails. */
	append(batch: readonly LogEntry[]): Promise<void>
	/** The whole log of a room; empty if nobody has written to it. */
	load(room: RoomId): Promise<LoadedLog>
	/** The claims of a room alone, without reading its updates. */
	claims(room: RoomId): Promise<Claim[]>
	/**
	 * The attributions of a room with `after` < time <= `until`, one for each record, aspect and
	 * owner, sorted by the last time of each.
	 */
	attributions(room: RoomId, span: { after: number; until: number }): Promise<RecordAttribution[]>
	/** The rooms with a log whose id starts with this prefix. */
	list(prefix: string): Promise<RoomId[]>
	/**
	 * Replaces the updates of a room by one state; what is appended meanwhile stays (LOG2). `merge`
	 * gets the updates and returns one with the same content, or null to leave the log as it is. The
	 * replaced rows are kept until the next compaction, and are read again if the state is damaged. A
	 * log with damaged rows is left as it is, unless what they had is in later rows again (`isHealed`).
	 */
	compact(
		room: RoomId,
		merge: (updates: Uint8Array[]) => Promise<Uint8Array | null>,
		options?: { isHealed?: boolean },
	): Promise<void>
	/** Resolves once everything appended is durable and the files are closed. */
	close(): Promise<void>
}
