import { endpointOn } from '../contenders/cluster.mjs'
import { meter } from './meter.mjs'
import { withCluster } from './runs.mjs'

const RATES = { edits: 1, moves: 3 }

/**
 * Measures the processor time of a node whose sockets are all of workshops of another node, and the
 * frames that it passes on, in both directions.
 */
export async function measureHop(log) {
	return withCluster(2, async (cluster) => {
		const [owner, other] = cluster.nodes
		const rooms = (await cluster.openRooms(60, 8)).filter(([{ url }]) =>
			url.startsWith(owner.url.replace('http', 'ws')),
		)
		const passed = rooms.map((endpoints) => endpoints.map((endpoint) => endpointOn(endpoint, other.url)))
		const idle = await meter(cluster, { rooms, rates: RATES })
		await meter(cluster, { rooms: passed, rates: RATES })
		const { nodes, frames } = await meter(cluster, { rooms: passed, rates: RATES })
		const found = { cpu: nodes[1] - idle.nodes[1], frames }
		log(`  ${JSON.stringify(found)}`)
		return found
	})
}
