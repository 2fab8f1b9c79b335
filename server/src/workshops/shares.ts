import { createId, isShareOpen, LIMITS, type Share, type ShareId, type WorkshopId } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { ShareStore } from '../ports/ShareStore.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** A page to share, and for how long. */
interface ShareRequest {
	workshop: WorkshopId
	title: string
	/** Whether the page names authors. */
	authors: boolean
	days: number
	page: string
}

/**
 * Stores a page, and returns the secret of its link, which is not stored. Throws `not_now` if too
 * many shares are open.
 */
export async function createShare(
	{ shares }: { shares: ShareStore },
	{ workshop, title, authors, days, page }: ShareRequest,
	now: number,
): Promise<{ share: Share; secret: string }> {
	if ((await listOpenShares({ shares }, workshop, now)).length >= LIMITS.maxShares)
		throw new AppError(
			'not_now',
			`At most ${LIMITS.maxShares} pages can be shared at the same time. End one first.`,
			'too_many_shares',
		)
	const id = createId<ShareId>()
	const share = { id, workshop, title, authors, createdAt: now, until: now + days * DAY_MS, revokedAt: null }
	return { share, secret: await shares.add(share, page) }
}

/** The open shares of a workshop, newest first. */
export async function listOpenShares(
	{ shares }: { shares: ShareStore },
	workshop: WorkshopId,
	now: number,
): Promise<Share[]> {
	return (await shares.list(workshop)).filter((share) => isShareOpen(share, now))
}

/**
 * The page under a secret; null if the share has expired or a facilitator ended it. Throws
 * `unknown_secret`.
 */
export async function readShare(
	{ shares }: { shares: ShareStore },
	secret: string,
	now: number,
): Promise<Buffer | null> {
	const found = await shares.findSecret(secret)
	if (!found) throw new AppError('unknown_secret')
	return isShareOpen(found.share, now) ? found.page : null
}

/** How long a link still answers that its share has ended. */
const ENDED_SHARE_TTL_MS = 90 * 24 * 60 * 60 * 1000

/** Removes the pages of ended shares, and forgets those that ended 90 days ago (SHARE3). */
export async function sweepShares({ shares }: { shares: ShareStore }, now: number): Promise<void> {
	await shares.sweep(now, now - ENDED_SHARE_TTL_MS)
}
