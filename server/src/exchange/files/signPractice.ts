import type { SignedPractice } from '@charrette/shared'
import type { ListedPractice } from '../../ports/PracticeStore.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'

/** The sender of a file: the address under which this server is reached, and the time in ms. */
export interface Sender {
	url: string
	now: number
}

/**
 * Returns a practice signed by this server or, if it was received, by its own server, with this
 * server added to `via` (EXCH1). A practice of this server comes without its images.
 */
export async function signedBy(
	deps: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	{ practice, origin }: ListedPractice,
	{ url, now }: Sender,
): Promise<SignedPractice> {
	const received = origin && (await deps.practices.signed(practice.id))
	if (received) return { ...received, via: [...received.via, { url, at: now }].slice(-50) }
	return {
		practice: { ...practice },
		server: { url, key: deps.signingKey.publicKey },
		signature: deps.signingKey.sign(practice),
		via: [],
	}
}
