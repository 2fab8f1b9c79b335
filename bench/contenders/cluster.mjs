import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cpuSecondsOf } from '../load/processes.mjs'
import { joinAll, startNode } from './charrette.mjs'
import { freePort } from './freePort.mjs'
import { hocuspocus } from './hocuspocus.mjs'
import { startPostgres, startValkey } from './stores.mjs'

/** The groups of a workshop, all of which are on its owner. */
const GROUPS = 5

/**
 * Starts nodes of one server with their PostgreSQL, all on the servers' core.
 * @param {{ nodes: number, dataDir: string }} options
 */
export async function startCluster({ nodes: count, dataDir }) {
	const postgres = await startPostgres()
	const start = async (index, port) => {
		const folder = join(dataDir, `node-${index}`)
		mkdirSync(folder, { recursive: true })
		const shared = { DATABASE_URL: postgres.url }
		return startNode({ port: port ?? (await freePort()), dataDir: folder, shared })
	}
	const cluster = await startAll(count, start, postgres)
	return {
		...cluster,
		postgres,
		/** Starts a node that has ended again, at its old address. */
		async startAgain(index) {
			const { port } = new URL(cluster.nodes[index].url)
			cluster.nodes[index] = await start(index, Number(port))
		},
		query: postgres.query,
		/**
		 * Opens rooms in workshops of a few groups, which the nodes own in turn. Returns the endpoints
		 * of their people at these owners.
		 */
		async openRooms(rooms, people, groups = GROUPS) {
			const opened = []
			for (let turn = 0; opened.length < rooms; turn++) {
				const { url } = cluster.nodes[turn % count]
				opened.push(...(await joinAll(url, Math.min(groups, rooms - opened.length), people, groups)))
			}
			return opened
		},
		/** Returns the resource usage of all processes so far. */
		usage: async () => ({ nodes: cluster.cpu(), database: await postgres.usage() }),
	}
}

/** Starts servers of hocuspocus that share documents through Valkey; nothing is stored. */
export async function startHocuspocusCluster({ nodes: count }) {
	const valkey = await startValkey()
	const start = async () => hocuspocus.start({ port: await freePort(), redisPort: valkey.port })
	const cluster = await startAll(count, start, valkey)
	return {
		...cluster,
		openRooms: cluster.nodes[0].openRooms,
		usage: async () => ({ nodes: cluster.cpu(), messages: { cpu: valkey.cpu() } }),
	}
}

/**
 * Starts the nodes one after another. The store is stopped after them, also if a node fails to
 * start.
 */
async function startAll(count, start, store) {
	const nodes = []
	const stop = async () => {
		await Promise.all(nodes.map((node) => node.stop()))
		await store.stop()
	}
	try {
		for (let index = 0; index < count; index++) nodes.push(await start(index))
	} catch (cause) {
		await stop()
		throw cause
	}
	return { nodes, stop, cpu: () => nodes.map(({ pid }) => cpuSecondsOf(pid) ?? 0) }
}

/** Places the endpoints of all rooms on the nodes in turn. */
export function placeInTurn(rooms, urls) {
	let turn = 0
	return rooms.map((endpoints) => endpoints.map((endpoint) => endpointOn(endpoint, urls[turn++ % urls.length])))
}

/** Returns the same endpoint on another node. */
export function endpointOn(endpoint, url) {
	return { ...endpoint, url: endpoint.url.replace(/^ws:\/\/[^/]+/, url.replace('http', 'ws')) }
}
