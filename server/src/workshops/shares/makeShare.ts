import type { Share, ShareId, WorkshopId } from '@charrette/shared'
import { createId, isOpenShare, LIMITS } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { ShareStore } from '../../ports/ShareStore.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** What is shared, and for how long. */
interface ShareWish {
	workshop: WorkshopId
	title: string
	/** Whether the page says who wrote what. */
	authors: boolean
	days: number
	page: string
}

/** Keeps a page to be read under a link, and gives its secret this once. Throws `not_now` when a workshop shares too many. */
export async function makeShare(
	{ shares }: { shares: ShareStore },
	{ workshop, title, authors, days, page }: ShareWish,
	now: number,
): Promise<{ share: Share; secret: string }> {
	if ((await openShares({ shares }, workshop, now)).length >= LIMITS.maxShares)
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
export async function openShares(
	{ shares }: { shares: ShareStore },
	workshop: WorkshopId,
	now: number,
): Promise<Share[]> {
	return (await shares.list(workshop)).filter((share) => isOpenShare(share, now))
}
