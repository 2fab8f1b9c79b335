import type { IncomingMessage } from 'node:http'
import proxyaddr from 'proxy-addr'
import { addressKey } from './addressKey.ts'

/** Whether an address is a proxy that may name the client, the `hop`-th from this server. */
export type TrustProxy = (address: string, hop: number) => boolean

/** Trusts proxies on this machine and those of these addresses and networks (CIDR). Throws a `TypeError` if one is neither. */
export function trustProxies(networks: readonly string[]): TrustProxy {
	return proxyaddr.compile(['loopback', ...networks])
}

/** The key by which the requests and sockets of a client are counted: its address, or network, behind trusted proxies. */
export function clientKey(request: IncomingMessage, trust: TrustProxy): string {
	// A connection that has ended meanwhile has no address, whatever the types say.
	const address: string | undefined = proxyaddr(request, trust)
	return addressKey(address ?? '')
}
