import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cpuSecondsOf } from '../load/processes.mjs'
import { joinAll, startNode } from './charrette.mjs'
import { freePort } from './freePort.mjs'
import { hocuspocus } from './hocuspocus.mjs'
import { startPostgres, startValkey } from './stores.mjs'

/**
 * Starts nodes of one server with their PostgreSQL and Valkey, all on the servers' core.
 * @param {{ nodes: number, dataDir: string }} options
 */
export async function startCluster({ nodes: count, dataDir }) {
	const valkey = await startValkey()
	const postgres = await startPostgres().catch(async (cause) => {
		await valkey.stop()
		throw cause
	})
	const shared = { DATABASE_URL: postgres.url, VALKEY_URL: valkey.url }
	const start = async (index, port) => {
		const folder = join(dataDir, `node-${index}`)
		mkdirSync(folder, { recursive: true })
		return startNode({ port: port ?? (await freePort()), dataDir: folder, shared })
	}
	const cluster = await startAll(count, start, [postgres, valkey])
	return {
		...cluster,
		valkey,
		postgres,
		/** Starts a node that has ended again, at its old address. */
		async startAgain(index) {
			const { port } = new URL(cluster.nodes[index].url)
			cluster.nodes[index] = await start(index, Number(port))
		},
		query: postgres.query,
		/**
		 * Returns endpoints whose people join through the first node; `placeEndpoints` distributes
		 * their sockets.
		 */
		openRooms: (rooms, people) => joinAll(cluster.nodes[0].url, rooms, people),
		/** Returns the resource usage of all processes so far. */
		async usage() {
			const [database, messages] = await Promise.all([postgres.usage(), valkey.usage()])
			return { nodes: cluster.cpu(), database, messages }
		},
	}
}

/** Starts servers of hocuspocus that share documents through Valkey; nothing is stored. */
export async function startHocuspocusCluster({ nodes: count }) {
	const valkey = await startValkey()
	const start = async () => hocuspocus.start({ port: await freePort(), redisPort: valkey.port })
	const cluster = await startAll(count, start, [valkey])
	return {
		...cluster,
		openRooms: cluster.nodes[0].openRooms,
		usage: async () => ({ nodes: cluster.cpu(), messages: await valkey.usage() }),
	}
}

/**
 * Starts the nodes one after another. `stores` are stopped after them, also if a node fails to
 * start.
 */
async function startAll(count, start, stores) {
	const nodes = []
	const stop = async () => {
		await Promise.all(nodes.map((node) => node.stop()))
		await Promise.all(stores.map((store) => store.stop()))
	}
	try {
		for (let index = 0; index < count; index++) nodes.push(await start(index))
	} catch (cause) {
		await stop()
		throw cause
	}
	return { nodes, stop, cpu: () => nodes.map(({ pid }) => cpuSecondsOf(pid) ?? 0) }
}

/**
 * Distributes the endpoints of rooms to nodes: each room to one node, as by a hash of its path, or
 * every endpoint to the next node in turn.
 */
export function placeEndpoints(rooms, urls, isByRoom) {
	let turn = 0
	return rooms.map((endpoints, room) =>
		endpoints.map((endpoint) => endpointOn(endpoint, urls[(isByRoom ? room : turn++) % urls.length])),
	)
}

/** Returns the same endpoint on another node. */
export function endpointOn(endpoint, url) {
	return { ...endpoint, url: endpoint.url.replace(/^ws:\/\/[^/]+/, url.replace('http', 'ws')) }
}
