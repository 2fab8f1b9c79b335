import type { FollowedFeed } from '@charrette/shared'

/** A followed feed with what its next request needs. */
export interface StoredFeed extends FollowedFeed {
	/** What its first page answered, for conditional requests. */
	validators: { etag: string | null; modified: string | null }
	/** Path and query of the page at which an attempt that did not reach the end goes on. */
	resume: string | null
	/** Pages read since the last attempt that began at the newest page and knew of no other. */
	walked: number
}

/** Stores where the server stands with each feed that it follows. A store that fails throws a `StorageError`. */
export interface FollowedFeedStore {
	/** Null for a server that was never followed. */
	find(url: string): Promise<StoredFeed | null>
	save(feed: StoredFeed): Promise<void>
	close(): Promise<void>
}
