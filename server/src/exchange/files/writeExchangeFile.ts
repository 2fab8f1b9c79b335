import { EXCHANGE_FORMAT, EXCHANGE_SCHEMA, type ExchangeFile, LIMITS, type SignedPractice } from '@charrette/shared'
import type { ListedPractice, PracticeReader } from '../../ports/PracticeStore.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'

/** Who writes the file: the address under which this server is reached. */
interface Sender {
	url: string
	now: number
}

/** A practice, signed by this server, or as its own server signed it, with this server added to its way (EXCH1). */
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

/** An exchange file of what this server published and the reader sees, or of these practices. */
export async function writeExchangeFile(
	deps: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	{ reader, only }: { reader: PracticeReader; only?: ListedPractice },
	sender: Sender,
): Promise<ExchangeFile> {
	const listed = only ? [only] : await deps.practices.published(reader, LIMITS.maxExchangedPractices, null)
	return {
		format: EXCHANGE_FORMAT,
		schema: EXCHANGE_SCHEMA,
		exportedAt: sender.now,
		practices: await Promise.all(listed.map((one) => signedBy(deps, one, sender))),
	}
}
