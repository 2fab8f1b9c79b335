import { z } from 'zod'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES } from '../domain/locales.ts'
import type { Share } from '../domain/Share.ts'

/** `POST /api/boards/:id/shares`, `POST /api/sessions/:id/shares`, `POST /api/workshops/:id/shares` */
export const shareBody = z.object({
	/** For how many days, from now, the page may be read. */
	days: z.int().min(1).max(LIMITS.maxShareDays),
	/** Whether it says who wrote what; never while the workshop is anonymous. */
	authors: z.boolean().default(true),
	/** In which language the page opens; the workshop’s by default. */
	locale: z.enum(LOCALES).optional(),
})
export type ShareBody = z.input<typeof shareBody>
/** A new share, and its link, shown this once. */
export interface MadeShare {
	share: Share
	link: string
}

/** `GET /api/workshops/:id/shares`: those that are open, newest first. */
export interface Shares {
	shares: Share[]
}
