import { isIPv6 } from 'node:net'

/**
 * Returns the key under which a client is counted: an IPv4 address itself, also if it is mapped to
 * IPv6, and the /64 network of an IPv6 address, since a single machine may use every address of its
 * network.
 */
export function addressKey(address: string): string {
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
	if (mapped) return mapped
	const [plain = ''] = address.split('%')
	if (!isIPv6(plain)) return address
	const [head = '', tail] = plain.toLowerCase().split('::')
	const groups = head === '' ? [] : head.split(':')
	const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
	const network = [...groups, ...Array<string>(missing).fill('0')].slice(0, 4)
	return `${network.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}
