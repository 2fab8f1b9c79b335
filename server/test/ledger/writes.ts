/* Writes: the edits that people make on purpose. */

/** One effect of a write. */
export type Change =
	| { type: 'create'; record: string }
	| { type: 'delete'; record: string }
	/** `value` is undefined if the field is removed. */
	| { type: 'set'; record: string; key: string; value: unknown }
	| { type: 'insert'; record: string; letters: string }
	| { type: 'erase'; record: string; letters: string }

/** The ids of content that a write inserted or deleted, and a sample of what it inserted. */
export interface Range {
	client: number
	clock: number
	length: number
	sample: unknown
}

/** The position of a card on the page, and the cluster that it is in, with its own position. */
export interface Place {
	record: string
	x: number
	y: number
	frame: { id: string; x: number; y: number } | null
}

/** One transaction of a person. */
export interface Write {
	readonly author: string
	/** Whether its author may not change locked records. */
	readonly isRestricted: boolean
	/** The room of the document: the board's, or a private one. */
	readonly room: string
	readonly changes: readonly Change[]
	/** All writes that the author's copy had when it was made. */
	readonly past: ReadonlySet<Write>
	readonly inserted: readonly Range[]
	readonly deleted: readonly Range[]
	/** Where its author then saw the cards that it has placed; null in programs and imports. */
	places: readonly Place[] | null
	/** A write is pending until its frame is acked, also if the server has refused the frame. */
	state: 'pending' | 'acked'
	/** The position of its ack among all events of the ledger. */
	ackedAt: number
}
