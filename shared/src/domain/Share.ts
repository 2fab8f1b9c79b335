import type { ShareId, WorkshopId } from './ids.ts'

/** Boards as they were at a moment, as a page that whoever has its link may read until it ends (SHARE1). Times are the server's, in ms. */
export interface Share {
	id: ShareId
	workshop: WorkshopId
	/** What is shared: a board's title, a session's or the workshop's. */
	title: string
	/** Whether it says who wrote what; null where that was not kept, by earlier releases. */
	authors: boolean | null
	createdAt: number
	/** When the link ends by itself. */
	until: number
	/** When a facilitator ended it; null while nobody has. */
	revokedAt: number | null
}

/** Whether the page may be read at this time. */
export function isOpenShare({ until, revokedAt }: Share, now: number): boolean {
	return revokedAt === null && now < until
}
