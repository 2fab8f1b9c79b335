import type { NackReason } from '@charrette/shared'

/** Metrics of the rooms. It is given numbers and codes, never content, names or ids. */
export interface Meter {
	/** Counts edits of members that were acked, at most this many ms after they were applied. */
	acked(edits: number, ms: number): void
	/** Counts a rejected update, or a socket that was closed for a malformed frame. */
	refused(reason: NackReason | 'badFrame'): void
	/** Counts an entry of this many bytes that was appended to a log. */
	appended(bytes: number): void
	/** Counts a compaction of a log, or its failure. */
	compacted(hasFailed: boolean): void
}

/** Counts nothing. */
export const NO_METER: Meter = { acked() {}, refused() {}, appended() {}, compacted() {} }
