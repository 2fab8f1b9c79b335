import type { CollectionId, PracticeId, SessionId, WorkshopId } from './ids.ts'

/** An image of this server that represents a collection. */
export interface CollectionImage {
	/** Its path on this server. */
	path: string
	alt: string
}

/** A facilitator's choice of practices, for a session or to pass on (COLLECT1). */
export interface PracticeCollection {
	id: CollectionId
	workshop: WorkshopId
	revision: number
	title: string
	/** About two sentences; may be empty. */
	text: string
	/** Null if the first image of its practices represents it. */
	image: CollectionImage | null
	/** The session that shows it first at its door to the exchange; null for none. */
	session: SessionId | null
	/** In the order in which they are shown; some may have been withdrawn since. */
	practices: PracticeId[]
	createdAt: number
	updatedAt: number
}
