import { lookup } from 'node:dns/promises'
import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'
import { FeedError, type FeedSource } from './FeedSource.ts'

/** An address as Node's resolver returns it. */
export interface ResolvedAddress {
	address: string
	family: number
}
/** Resolves a name to all of its addresses, as `lookup` of `node:dns/promises` does. */
export type Resolve = (name: string) => Promise<ResolvedAddress[]>

const resolveByDns: Resolve = (name) => lookup(name, { all: true })

/**
 * Addresses of the metadata services of clouds, which give a machine its secrets. They are in
 * ranges that are otherwise public or private.
 */
const METADATA = ['100.100.100.200', '168.63.129.16', 'fd00:ec2::254']
/**
 * Ranges that are allowed besides public addresses, for a server that is configured as one of the
 * local network (FOLLOW2).
 */
const LAN_RANGES = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat'])
/** The public unicast addresses of IPv6. Addresses outside of this range are not assigned. */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Returns whether a request to a followed server may go to this address (FOLLOW2). */
export function isAllowedAddress(address: string, { isLan }: Pick<FeedSource, 'isLan'>): boolean {
	if (!ipaddr.isValid(address)) return false
	// `process` turns an IPv4 address that is mapped into IPv6 into IPv4.
	const parsed = ipaddr.process(address)
	const named = parsed.toString()
	if (METADATA.some((one) => ipaddr.process(one).toString() === named)) return false
	if (isLan && LAN_RANGES.has(parsed.range())) return true
	if (parsed.range() !== 'unicast' || (!isLan && isOfThisMachine(named))) return false
	return parsed.kind() === 'ipv4' || parsed.match(PUBLIC_IPV6)
}

/**
 * Returns whether an address belongs to this machine. Even at a public one, services may answer
 * that are not reachable from outside.
 */
function isOfThisMachine(address: string): boolean {
	const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
	return own.some((one) => ipaddr.isValid(one.address) && ipaddr.process(one.address).toString() === address)
}

/**
 * Resolves the host of a URL to its addresses. Throws a `FeedError` if there are none, or if one of
 * them is not allowed. A connection has to go to one of these addresses, never to the name, which
 * may resolve to another address by then.
 */
export async function resolveAllowed(
	{ hostname }: URL,
	source: Pick<FeedSource, 'isLan'>,
	resolve: Resolve = resolveByDns,
): Promise<ResolvedAddress[]> {
	const name = hostname.replace(/^\[|\]$/g, '')
	const addresses = ipaddr.isValid(name)
		? [{ address: name, family: ipaddr.parse(name).kind() === 'ipv4' ? 4 : 6 }]
		: await resolve(name).catch((cause: unknown) => {
				throw new FeedError('unreachable', `The name ${name} cannot be resolved.`, { cause })
			})
	const refused = addresses.find(({ address }) => !isAllowedAddress(address, source))
	if (refused || addresses.length === 0)
		throw new FeedError(
			'addressRefused',
			`${name} leads to ${refused?.address ?? 'no address'}, which is not a public address. EXCHANGE_FOLLOW_LAN can allow it.`,
		)
	return addresses
}
