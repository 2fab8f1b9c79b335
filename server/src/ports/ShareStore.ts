import type { Share, ShareId, WorkshopId } from '@charrette/shared'

/**
 * Where shared pages are kept. A share's secret is random (192 bits) and leaves the store once, when the share is made: it
 * keeps its hash alone. A store that fails throws a `StorageError`.
 */
export interface ShareStore {
	/** Keeps a page, and gives the secret under which it is found. */
	add(share: Share, page: string): Promise<string>
	/**
	 * The share with this secret, ended or not; the page, in UTF-8, is null once it was swept. Those who ask for it at the same
	 * time are given the same bytes.
	 */
	findSecret(secret: string): Promise<{ share: Share; page: Buffer | null } | null>
	/** Of one workshop, ended or not, newest first. */
	list(workshop: WorkshopId): Promise<Share[]>
	/** Ends a share of this workshop, once; null if there is none. */
	revoke(which: { workshop: WorkshopId; id: ShareId }, at: number): Promise<Share | null>
	/** Lets go of the pages that had ended by `now`, and of all that is known of those that had ended by `forgetBefore`. */
	sweep(now: number, forgetBefore: number): Promise<void>
	close(): Promise<void>
}
