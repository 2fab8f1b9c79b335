import type { NackReason } from '@charrette/shared'

/** Counts what the rooms do. It is given numbers and codes, never content, names or ids. */
export interface Meter {
	/** Edits of members were acked, at most this many ms after they were applied. */
	acked(edits: number, ms: number): void
	/** An update was rejected, or a socket closed for bytes that are no frame. */
	refused(reason: NackReason | 'badFrame'): void
	/** An entry of this many bytes was appended to a log. */
	appended(bytes: number): void
	/** A log was compacted, or that failed. */
	compacted(hasFailed: boolean): void
}

/** Counts nothing. */
export const NO_METER: Meter = { acked() {}, refused() {}, appended() {}, compacted() {} }
