import { EXCHANGE_SCHEMA, MAX_VIA, type SignedPractice } from '@charrette/shared'
import type { ListedPractice } from '../../ports/PracticeStore.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'
import { relayedContent, type SigningKey, signedContent } from './signatures.ts'

/** The sender of a file: the address under which this server is reached, and the time in ms. */
export interface Sender {
	url: string
	/**
	 * Whether the host has set the address. An address that only a request names is not signed, since
	 * the request can name any.
	 */
	isUrlSet: boolean
	now: number
}

/**
 * Returns a practice signed by this server or, if it was received, by its own server, with this
 * server added to `via` (EXCH1). A practice of this server comes without its images.
 */
export async function signedBy(
	deps: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	{ practice, origin }: ListedPractice,
	sender: Sender,
): Promise<SignedPractice> {
	const { signingKey } = deps
	const received = origin && (await deps.practices.signed(practice.id))
	if (received) return passOn(received, signingKey, sender)
	const schema = sender.isUrlSet ? EXCHANGE_SCHEMA : 1
	const entry = { schema, practice: { ...practice }, server: { url: sender.url, key: signingKey.publicKey } }
	return { ...entry, signature: signingKey.sign(signedContent(entry)), via: [] }
}

/** Adds this server to `via`. A list that is too long starts again. */
function passOn(received: SignedPractice, signingKey: SigningKey, { url, isUrlSet, now }: Sender): SignedPractice {
	const via = received.via.length < MAX_VIA ? received.via : []
	const relay = { url, at: now, ...(isUrlSet && { key: signingKey.publicKey }) }
	const signature = isUrlSet && signingKey.sign(relayedContent({ ...received, via }, relay))
	return { ...received, via: [...via, { ...relay, ...(signature && { signature }) }] }
}
