import { anonymousEndpoints } from './anonymousEndpoints.mjs'
import { programOf } from './paths.mjs'
import { startServer } from './spawnNode.mjs'

/** A bare relay without documents, gate and disk: the limit of the achievable performance. */
export const relay = {
	name: '_bare relay_',
	async start({ port }) {
		const server = await startServer(programOf('./relayServer.mjs'), { port, args: [String(port)] })
		return { ...server, openRooms: anonymousEndpoints({ port, syncProtocol: 'relay' }) }
	},
}
