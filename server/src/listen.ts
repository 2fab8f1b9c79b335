import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartError } from './errors.ts'

/** Listens, and gives the port. Throws a `StartError` if the port or the address can't be had. */
export function listen(server: Server, { port, host }: { port: number; host: string }): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port, host)))
		server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
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
