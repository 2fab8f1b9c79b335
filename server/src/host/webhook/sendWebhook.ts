import { createHmac } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import { codeOf } from '../../codeOf.ts'
import { resolveAllowed } from '../../exchange/feeds/allowedAddress.ts'
import { FeedError } from '../../exchange/feeds/FeedSource.ts'
import { lookupIn } from '../../exchange/feeds/fetchFromSource.ts'

/** The webhook that the host names. */
export interface WebhookSettings {
	url: string
	secret: string
	/** Whether it may be in the network of this server, and be called over http (HOOK3). */
	isLan: boolean
}

/** The time in which the receiver has to answer. @limit server: the delivery is tried again */
const ANSWER_MS = 10_000
const BASE64_SECRET = /^whsec_([A-Za-z0-9+/]+=*)$/

/**
 * Signs and sends a delivery as the specification Standard Webhooks says (HOOK2): the headers
 * `webhook-id`, `webhook-timestamp` in seconds, and `webhook-signature`, `v1,` and the HMAC-SHA256
 * of `id.timestamp.body` in base64. Returns the status of the answer, or a code for why there was
 * none. Redirects are not followed.
 */
export async function sendWebhook(
	{ url: address, secret, isLan }: WebhookSettings,
	{ id, body }: { id: string; body: string },
): Promise<string> {
	const signal = AbortSignal.timeout(ANSWER_MS)
	try {
		const url = new URL(address)
		const addresses = await resolveAllowed(url, { isLan })
		signal.throwIfAborted()
		const timestamp = String(Math.floor(Date.now() / 1000))
		const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')
		const headers = {
			'Content-Type': 'application/json',
			'Content-Length': Buffer.byteLength(body),
			'User-Agent': 'Charrette',
			'webhook-id': id,
			'webhook-timestamp': timestamp,
			'webhook-signature': `v1,${signature}`,
		}
		const { request } = url.protocol === 'https:' ? https : http
		const status = await new Promise<number>((resolve, reject) => {
			const sent = request(url, { method: 'POST', agent: false, signal, lookup: lookupIn(addresses), headers })
			sent.on('error', reject).on('response', (response) => {
				resolve(response.statusCode ?? 0)
				// Only the status counts: the body is not read.
				response.on('error', () => {}).destroy()
			})
			sent.end(body)
		})
		return String(status)
	} catch (cause) {
		if (signal.aborted) return 'timedOut'
		if (cause instanceof FeedError) return cause.reason
		return codeOf(cause) || 'unreachable'
	}
}

function keyOf(secret: string): Buffer {
	const [, encoded] = BASE64_SECRET.exec(secret) ?? []
	return encoded ? Buffer.from(encoded, 'base64') : Buffer.from(secret, 'utf8')
}
