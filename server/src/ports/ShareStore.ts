import type { Share, ShareId, WorkshopId } from '@charrette/shared'

/**
 * Stores shared pages. The secret of a share is random (192 bits) and leaves the store once, when
 * the share is created; only its hash is stored. A store that fails throws a `StorageError`.
 */
export interface ShareStore {
	/** Stores a page and returns its secret. */
	add(share: Share, page: string): Promise<string>
	/**
	 * The share with this secret, ended or not. The page is UTF-8, and null once it was swept.
	 * Callers at the same time get the same bytes.
	 */
	findSecret(secret: string): Promise<{ share: Share; page: Buffer | null } | null>
	/** The shares of a workshop, ended or not, newest first. */
	list(workshop: WorkshopId): Promise<Share[]>
	/** Ends a share of this workshop; an earlier end stays. Null if there is no such share. */
	revoke(which: { workshop: WorkshopId; id: ShareId }, at: number): Promise<Share | null>
	/**
	 * Removes the pages of shares that had ended by `now`, and all of those that had ended by
	 * `forgetBefore`.
	 */
	sweep(now: number, forgetBefore: number): Promise<void>
	close(): Promise<void>
}
