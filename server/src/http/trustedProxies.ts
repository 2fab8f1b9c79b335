import type { IncomingMessage } from 'node:http'
import proxyaddr from 'proxy-addr'
import { addressKey } from './addressKey.ts'

/**
 * Returns whether an address, the `hop`-th from this server, is a proxy that may name the client.
 */
export type TrustProxy = (address: string, hop: number) => boolean

/**
 * Trusts proxies on this machine, and those at these addresses or in these networks (CIDR). Throws
 * a `TypeError` for an entry that is neither.
 */
export function trustProxies(networks: readonly string[]): TrustProxy {
	return proxyaddr.compile(['loopback', ...networks])
}

/**
 * Returns the key under which the requests and sockets of a client are counted: its address or
 * network, which trusted proxies name.
 */
export function clientKey(request: IncomingMessage, trust: TrustProxy): string {
	// A connection that has ended meanwhile has no address, although its type says otherwise.
	const address: string | undefined = proxyaddr(request, trust)
	return addressKey(address ?? '')
}
