import { PEERS } from './paths.mjs'
import { anonymousSeats } from './seats.mjs'
import { startServer } from './spawnNode.mjs'

/** The stock server of y-websocket without changes: in memory, without a gate and acks. */
export const yWebsocket = {
	name: 'y-websocket server',
	async start({ port }) {
		const env = { PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' }
		const server = await startServer(`${PEERS}/node_modules/@y/websocket-server/src/server.js`, { port, env })
		return { ...server, seats: anonymousSeats({ port, dialect: 'stock' }) }
	},
}
