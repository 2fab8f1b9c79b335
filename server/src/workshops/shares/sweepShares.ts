import type { ShareStore } from '../../ports/ShareStore.ts'

/** For so long it is still known that a share has ended, for who comes late by its link. */
const REMEMBER_MS = 90 * 24 * 60 * 60 * 1000

/** Lets go of what was shared and has ended: the page at once, that it was there after 90 days (SHARE3). */
export async function sweepShares({ shares }: { shares: ShareStore }, now: number): Promise<void> {
	await shares.sweep(now, now - REMEMBER_MS)
}
