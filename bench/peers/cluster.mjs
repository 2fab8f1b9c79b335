import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cpuSecondsOf } from '../load/processes.mjs'
import { joinAll, startNode } from './charrette.mjs'
import { freePort } from './freePort.mjs'
import { startPostgres, startValkey } from './stores.mjs'

/**
 * Starts nodes of one server with their PostgreSQL and Valkey, all on the core of the servers.
 * @param {{ nodes: number, dataDir: string }} options
 */
export async function startCluster({ nodes: count, dataDir }) {
	const [postgres, valkey] = await Promise.all([startPostgres(dataDir), startValkey()])
	const shared = { DATABASE_URL: postgres.url, VALKEY_URL: valkey.url }
	const nodes = []
	const stopAll = async () => {
		await Promise.all(nodes.map((node) => node.stop()))
		await Promise.all([postgres.stop(), valkey.stop()])
	}
	try {
		for (let index = 0; index < count; index++) {
			const folder = join(dataDir, `node-${index}`)
			mkdirSync(folder)
			nodes.push(await startNode({ port: await freePort(), dataDir: folder, shared }))
		}
	} catch (cause) {
		await stopAll()
		throw cause
	}
	return {
		nodes,
		url: nodes[0].url,
		/** Seats whose people join by the first node; `placeSeats` says whose socket is where. */
		seats: (rooms, people) => joinAll(nodes[0].url, rooms, people),
		/** What all have used so far. */
		async usage() {
			const [database, messages] = await Promise.all([postgres.usage(), valkey.usage()])
			return { nodes: nodes.map(({ pid }) => cpuSecondsOf(pid) ?? 0), database, messages }
		},
		stop: stopAll,
	}
}

/** Seats of rooms at nodes: each room on one node, as by a hash of its path; or every seat at the next node in turn. */
export function placeSeats(rooms, urls, isByRoom) {
	let turn = 0
	return rooms.map((seats, room) => seats.map((seat) => seatOn(seat, urls[(isByRoom ? room : turn++) % urls.length])))
}

/** The same seat on another node. */
export function seatOn(seat, url) {
	return { ...seat, url: seat.url.replace(/^ws:\/\/[^/]+/, url.replace('http', 'ws')) }
}
