/** An area of the stored data of a server. */
export type CheckedArea =
	| 'database'
	| 'workshops'
	| 'logs'
	| 'snapshots'
	| 'votes'
	| 'shares'
	| 'practices'
	| 'search'
	| 'images'

/** One finding of an integrity check (CHECK1). */
export interface Finding {
	area: CheckedArea
	/** The id of a room, board, workshop, image … */
	subject: string
	/** A sentence for the host, without content, names or codes. */
	text: string
	/** Set if nothing is damaged and nothing remains to be done. */
	isNotice?: true
	/** The repair, with a text that describes it; missing if nothing can be repaired without loss. */
	repair?: { text: string; run(): Promise<void> }
}

/** Checks the integrity of a server's stored data. */
export interface Integrity {
	/**
	 * Yields the findings, area by area and room by room, with one room in memory at a time. Throws a
	 * `StorageError` if nothing can be read.
	 */
	findings(): AsyncIterable<Finding>
}
