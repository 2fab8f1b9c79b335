import type { SignedPractice } from '@charrette/shared'
import type { ListedPractice } from '../../ports/PracticeStore.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'

/** Who writes the file: the address under which this server is reached. */
export interface Sender {
	url: string
	now: number
}

/**
 * A practice, signed by this server, or as its own server signed it, with this server added to its way (EXCH1). Of this
 * server's own, without pictures.
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
