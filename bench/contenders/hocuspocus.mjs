import { anonymousEndpoints } from './anonymousEndpoints.mjs'
import { NODE_22, programOf } from './paths.mjs'
import { startServer } from './spawnNode.mjs'

/**
 * hocuspocus 4 on its own Node.
 * @param {{ name: string, flushDelay?: number, isDurable?: boolean }} options `flushDelay` in ms:
 *   with its default of 0, the updates of one turn of the event loop are sent together;
 *   `isDurable`: with SQLite
 */
const variant = ({ name, flushDelay = 0, isDurable = false }) => ({
	name,
	async start({ port, dataDir, redisPort = '' }) {
		const args = [port, flushDelay, isDurable ? `${dataDir}/hocuspocus.db` : '', redisPort].map(String)
		const env = { NODE_ENV: 'production', NODE_NO_WARNINGS: '1' }
		const server = await startServer(programOf('./hocuspocusServer.mjs'), { port, node: NODE_22, args, env })
		return {
			...server,
			url: `http://127.0.0.1:${port}`,
			openRooms: anonymousEndpoints({ port, syncProtocol: 'hocuspocus' }),
		}
	},
})

export const hocuspocus = variant({ name: 'hocuspocus 4' })
export const hocuspocusBatched = variant({ name: 'hocuspocus 4, flushDelay 33', flushDelay: 33 })
export const hocuspocusSqlite = variant({ name: 'hocuspocus 4 + SQLite', isDurable: true })
