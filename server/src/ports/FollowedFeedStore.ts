import type { FollowedFeed } from '@charrette/shared'

/** A followed feed, with the data that its next request needs. */
export interface StoredFeed extends FollowedFeed {
	/** The validators of its first page, for conditional requests. */
	validators: { etag: string | null; modified: string | null }
	/**
	 * Path and query of the page from which the next attempt continues; null if the last one read the
	 * whole feed.
	 */
	resume: string | null
	/** Number of pages read since an attempt last reached the end of the feed. */
	walked: number
	/** The last notice that was read; null while the server is not known to offer any. */
	noticesAfter: number | null
	/** Whether the next attempt reads all pages and notices again (EXCH5b). */
	isAnew?: boolean
}

/**
 * Stores the state of each feed that the server follows. A store that fails throws a
 * `StorageError`.
 */
export interface FollowedFeedStore {
	/** Returns null for a feed that was never followed. */
	find(url: string): Promise<StoredFeed | null>
	save(feed: StoredFeed): Promise<void>
	close(): Promise<void>
}
