import { isOpenShare } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { ShareStore } from '../../ports/ShareStore.ts'

/** The page under a secret; null when it has ended, by its date or by a facilitator. Throws `unknown_secret`. */
export async function readShare(
	{ shares }: { shares: ShareStore },
	secret: string,
	now: number,
): Promise<Buffer | null> {
	const found = await shares.findSecret(secret)
	if (!found) throw new AppError('unknown_secret')
	return isOpenShare(found.share, now) ? found.page : null
}
