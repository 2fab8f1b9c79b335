/** A part of what a server stores. */
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

/** Something that is not as it should be (CHECK1). */
export interface Finding {
	area: CheckedArea
	/** The id of a room, board, workshop, image … */
	subject: string
	/** A sentence for the host, without content, names or codes. */
	text: string
	/** Nothing is damaged, and nothing has to be done. */
	isNotice?: true
	/** What a repair does; missing if nothing can be repaired without loss. */
	repair?: { text: string; run(): Promise<void> }
}

/** Examines what a database has. */
export interface Integrity {
	/** What is found, area by area and room by room, with one room in memory at a time. Throws a `StorageError` if nothing can be read. */
	findings(): AsyncIterable<Finding>
}
