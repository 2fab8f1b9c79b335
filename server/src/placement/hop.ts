/**
 * The headers of a request that one node passes on to another (NODE3). The key, which only the
 * nodes of a server know, makes the receiver trust the address of the sender in it.
 */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import proxyaddr from 'proxy-addr'
import type { TrustProxy } from '../http/trustedProxies.ts'

const KEY = 'x-charrette-hop'
const TARGET = 'x-charrette-node'

/** Returns the headers with which a request is passed on to the node with this id. */
export function hopHeaders(
	request: IncomingMessage,
	{ key, target, trust }: { key: string; target: string; trust: TrustProxy },
) {
	const { headers, socket } = request
	const isTrusted = trust(socket.remoteAddress ?? '', 0)
	const named = (name: 'x-forwarded-proto' | 'x-forwarded-host') => (isTrusted ? textOf(headers[name]) : undefined)
	return {
		[KEY]: key,
		[TARGET]: target,
		'x-forwarded-for': proxyaddr(request, trust) ?? '',
		'x-forwarded-proto': named('x-forwarded-proto') ?? 'http',
		'x-forwarded-host': named('x-forwarded-host') ?? headers.host ?? '',
	}
}

/**
 * Returns the id of the node to which another node has passed this request on; null if it comes
 * from outside. From then on the connection counts as that of a trusted proxy.
 */
export function targetOfHop(request: IncomingMessage, key: string): string | null {
	const { headers, socket } = request
	const given = textOf(headers[KEY])
	if (given === undefined || !isEqual(given, key)) return null
	// Connections between nodes carry nothing but requests that were passed on.
	Object.defineProperty(socket, 'remoteAddress', { value: '127.0.0.1', configurable: true })
	return textOf(headers[TARGET]) ?? null
}

function textOf(header: IncomingHttpHeaders[string]): string | undefined {
	return typeof header === 'string' ? header : undefined
}

function isEqual(a: string, b: string): boolean {
	const [left, right] = [Buffer.from(a), Buffer.from(b)]
	return left.length === right.length && timingSafeEqual(left, right)
}
