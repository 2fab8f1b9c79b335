import { createId, isShareOpen, LIMITS, type Share, type ShareId, type WorkshopId } from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { ShareStore } from '../ports/ShareStore.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** What is shared, and for how long. */
interface ShareRequest {
	workshop: WorkshopId
	title: string
	/** Whether the page says who wrote what. */
	authors: boolean
	days: number
	page: string
}

/** Keeps a page to be read under a link, and gives its secret this once. Throws `not_now` when a workshop shares too many. */
export async function createShare(
	{ shares }: { shares: ShareStore },
	{ workshop, title, authors, days, page }: ShareRequest,
	now: number,
): Promise<{ share: Share; secret: string }> {
	if ((await listOpenShares({ shares }, workshop, now)).length >= LIMITS.maxShares)
		throw new AppError(
			'not_now',
			`No more than ${LIMITS.maxShares} pages can be shared at once. Please end one first.`,
			'too_many_shares',
		)
	const id = createId<ShareId>()
	const share = { id, workshop, title, authors, createdAt: now, until: now + days * DAY_MS, revokedAt: null }
	return { share, secret: await shares.add(share, page) }
}

/** The shares of a workshop that are open, newest first. */
export async function listOpenShares(
	{ shares }: { shares: ShareStore },
	workshop: WorkshopId,
	now: number,
): Promise<Share[]> {
	return (await shares.list(workshop)).filter((share) => isShareOpen(share, now))
}

/** The page under a secret; null when it has ended, by its date or by a facilitator. Throws `unknown_secret`. */
export async function readShare(
	{ shares }: { shares: ShareStore },
	secret: string,
	now: number,
): Promise<Buffer | null> {
	const found = await shares.findSecret(secret)
	if (!found) throw new AppError('unknown_secret')
	return isShareOpen(found.share, now) ? found.page : null
}

/** For so long it is still known that a share has ended, for who comes late by its link. */
const ENDED_SHARE_TTL_MS = 90 * 24 * 60 * 60 * 1000

/** Lets go of what was shared and has ended: the page at once, that it was there after 90 days (SHARE3). */
export async function sweepShares({ shares }: { shares: ShareStore }, now: number): Promise<void> {
	await shares.sweep(now, now - ENDED_SHARE_TTL_MS)
}
