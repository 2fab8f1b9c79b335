import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { StartError } from '../errors.ts'
import type { Config } from './config.ts'

/**
 * Starts to listen and returns the port. Throws a `StartError` if the port or address is not
 * available.
 */
export function listen(server: Server, { port, host }: { port: number; host: string }): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port, host)))
		server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
	})
}

/** Listens on a Unix socket in this process, also as a worker of a cluster. */
export function listenLocally(server: Server, path: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject)
		server.listen({ path, exclusive: true }, resolve)
	})
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
	const cause = { cause: error }
	if (error.code === 'EADDRINUSE')
		return new StartError(
			`Port ${port} is in use already. End the other program, or choose another port with PORT.`,
			cause,
		)
	if (error.code === 'EACCES')
		return new StartError(`This user may not listen on port ${port}. Choose one above 1023 with PORT.`, cause)
	if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
		return new StartError(`This machine has no address ${host}. Choose another one with HOST.`, cause)
	return error
}

const ALL_INTERFACES = new Set(['0.0.0.0', '::'])

/**
 * Returns the addresses of a server for other devices: its public address if it has one, otherwise
 * its IPv4 addresses on the local network, home and office networks first. Empty if it listens on
 * this machine only.
 */
export function addressesOf({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>, port: number): string[] {
	if (publicUrl) return [publicUrl]
	const external = Object.values(networkInterfaces())
		.flatMap((found) => found ?? [])
		.filter((found) => found.family === 'IPv4' && !found.internal && !found.address.startsWith('169.254.'))
		.map((found) => found.address)
		.sort((a, b) => rank(a) - rank(b))
	const reachable = ALL_INTERFACES.has(host) ? external : external.filter((address) => address === host)
	return reachable.map((address) => `http://${address}:${port}`)
}

/** Returns the address at which other nodes reach this one: its setting, or one of this machine. */
export function nodeUrlOf({ nodeUrl, host }: Pick<Config, 'nodeUrl' | 'host'>, port: number): string {
	const [address = `http://127.0.0.1:${port}`] = addressesOf({ publicUrl: null, host }, port)
	return nodeUrl ?? address
}

/**
 * Ranks an address. Virtual networks, mostly 172.16/12, come last, since phones do not reach them.
 */
function rank(address: string): number {
	if (address.startsWith('192.168.')) return 0
	return /^172\.(1[6-9]|2\d|3[01])\./.test(address) ? 2 : 1
}
