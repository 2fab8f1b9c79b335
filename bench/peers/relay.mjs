import { programOf } from './paths.mjs'
import { anonymousSeats } from './seats.mjs'
import { startServer } from './spawnNode.mjs'

/** A bare relay without documents, gate and disk: the limit of the achievable performance. */
export const relay = {
	name: '_bare relay_',
	async start({ port }) {
		const server = await startServer(programOf('./relayServer.mjs'), { port, args: [String(port)] })
		return { ...server, seats: anonymousSeats({ port, dialect: 'relay' }) }
	},
}
