import { anonymousEndpoints } from './anonymousEndpoints.mjs'
import { CONTENDERS_DIR } from './paths.mjs'
import { startServer } from './spawnNode.mjs'

/** The stock server of y-websocket without changes: in memory, without a gate and acks. */
export const yWebsocket = {
	name: 'y-websocket server',
	async start({ port }) {
		const env = { PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' }
		const server = await startServer(`${CONTENDERS_DIR}/node_modules/@y/websocket-server/src/server.js`, { port, env })
		return { ...server, openRooms: anonymousEndpoints({ port, syncProtocol: 'stock' }) }
	},
}
