import { networkInterfaces } from 'node:os'
import type { Config } from './config.ts'

const EVERYWHERE = new Set(['0.0.0.0', '::'])

/**
 * Where other devices find a server that listens on this port: its public address if it has one, else its IPv4
 * addresses on the local network, the home and office ones first. Empty if it listens on this machine alone.
 */
export function addressesOf({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>, port: number): string[] {
	if (publicUrl) return [publicUrl]
	const outside = Object.values(networkInterfaces())
		.flatMap((found) => found ?? [])
		.filter((found) => found.family === 'IPv4' && !found.internal && !found.address.startsWith('169.254.'))
		.map((found) => found.address)
		.sort((a, b) => rank(a) - rank(b))
	const reachable = EVERYWHERE.has(host) ? outside : outside.filter((address) => address === host)
	return reachable.map((address) => `http://${address}:${port}`)
}

/** Addresses of virtual networks, mostly 172.16/12, come last: phones don't reach them. */
function rank(address: string): number {
	if (address.startsWith('192.168.')) return 0
	return /^172\.(1[6-9]|2\d|3[01])\./.test(address) ? 2 : 1
}
