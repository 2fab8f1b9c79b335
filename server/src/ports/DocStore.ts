import type { RoomId } from '@charrette/shared'
import type { LogCopy } from './LogCopy.ts'

/** The owner of a Yjs client id: a participant's id, or a role (GATE1). */
export interface Claim {
	client: number
	owner: string
}

/**
 * The aspect of a record that a change concerns: its text and kind, its cluster, the card into
 * which it is joined, its deletion, or that it is new. These are stored values.
 */
export type Aspect = 'words' | 'place' | 'join' | 'gone' | 'new'

/** The author and time of a change of a record (HIST7). */
export interface RecordAttribution {
	record: string
	aspect: Aspect
	/** A participant's id, or a role; empty if anonymous. */
	author: string
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

/** The log of a room. `quarantined` counts damaged rows, which are left out. */
export interface LoadedLog {
	updates: Uint8Array[]
	claims: Claim[]
	quarantined: number
}

/**
 * Thrown when an append can never succeed: its log has ended (REST1), or this node was removed
 * (NODE2). The document contains edits that its log does not have, so it has to be loaded again.
 */
export class AppendRefusedError extends Error {
	override name = 'AppendRefusedError'
	readonly reason: AppendRefusal

	constructor(reason: AppendRefusal, options?: ErrorOptions) {
		super(`an append was refused: ${reason}`, options)
		this.reason = reason
	}
}

export type AppendRefusal = 'logEnded' | 'nodeEnded'

/**
 * Append-only log of Yjs updates (V1), one per room (LOG1). The log is the truth; everything else
 * is a cache.
 */
export interface DocStore {
	/**
	 * Appends a batch. Resolves once the whole batch is durable. If the append fails, it rejects and
	 * nothing of the batch is written. Rejects with an `AppendRefusedError` if a retry cannot help.
	 */
	append(batch: readonly LogEntry[]): Promise<void>
	/**
	 * Appends the first entry of a log. Returns false, with nothing written, if it has one already
	 * (REST1).
	 */
	startLog(entry: LogEntry): Promise<boolean>
	/** Resolves once the log takes no more appends (REST1). It stays readable. */
	endLog(room: RoomId): Promise<void>
	/** Returns the whole log of a room; empty if nothing was ever written to it. */
	load(room: RoomId): Promise<LoadedLog>
	/**
	 * Returns the log of a room as it is stored, to be opened elsewhere; null if one of its rows is
	 * damaged. A copy that is not urgent yields to edits.
	 */
	copy(room: RoomId, options: { isUrgent: boolean }): Promise<LogCopy | null>
	/**
	 * Returns the claims of a room without reading its updates. The first claim of a client id is the
	 * one that counts.
	 */
	claims(room: RoomId): Promise<Claim[]>
	/**
	 * The attributions of a room with `after` < time <= `until`, one for each record, aspect and
	 * owner, sorted by the last time of each.
	 */
	attributions(room: RoomId, span: { after: number; until: number }): Promise<RecordAttribution[]>
	/**
	 * Returns those of these rooms that have an attribution after a time, by anybody but `except`.
	 */
	attributedSince(rooms: readonly { room: RoomId; after: number }[], except: string): Promise<RoomId[]>
	/**
	 * Merges the attributions up to the time `until`: between two of the given times, only each
	 * owner's latest per record and aspect is kept. `attributions` returns the same as before for
	 * every span from one of these times to another, or to now.
	 */
	mergeAttributions(room: RoomId, between: { times: readonly number[]; until: number }): Promise<void>
	/** The rooms with a log whose id starts with this prefix. */
	list(prefix: string): Promise<RoomId[]>
	/**
	 * Replaces the updates of a room by one state; updates that are appended meanwhile stay (LOG2).
	 * `merge` gets the updates and returns one with the same content, or null to leave the log as it
	 * is. The replaced rows are kept until the next compaction, and are read again if the state is
	 * damaged. A log with damaged rows is left as it is, unless later rows contain their edits again
	 * (`canReplaceDamaged`). With `forgetsReplaced`, no replaced row is kept, so that nothing is left
	 * that the state does not contain (ERASE2).
	 */
	compact(
		room: RoomId,
		merge: (updates: Uint8Array[]) => Promise<Uint8Array | null>,
		options?: { canReplaceDamaged?: boolean; forgetsReplaced?: boolean },
	): Promise<void>
	/** Resolves once everything appended is durable and the files are closed. */
	close(): Promise<void>
}
