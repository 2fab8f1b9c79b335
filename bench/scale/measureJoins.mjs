import { endpointOn } from '../contenders/cluster.mjs'
import { pause } from '../load/until.mjs'
import { runLoad } from '../runLoad.mjs'
import { withCluster } from './runs.mjs'

const CASES = [
	{ rooms: 25, people: 8, areOpen: true },
	{ rooms: 25, people: 8, areOpen: false },
	{ rooms: 150, people: 1, areOpen: false },
]

/**
 * Kills one of two nodes whose people reconnect to the other. Measures the processor time that a
 * socket and a loaded room take there and in the database, and the duration. If `areOpen`, the
 * other node already has the rooms open.
 */
export async function measureJoins(log) {
	const found = []
	for (const shape of CASES) {
		found.push(await measureOne(shape))
		log(`  ${JSON.stringify({ ...found.at(-1), backAt: undefined })}`)
	}
	return found
}

async function measureOne({ rooms: count, people, areOpen }) {
	return withCluster(2, async (cluster) => {
		const [first, second] = cluster.nodes
		const rooms = await cluster.openRooms(count, people)
		// If rooms are to be open on the remaining node, one person of each room is on it.
		const endpoints = rooms.map((all) =>
			all.map((endpoint, who) => endpointOn(endpoint, areOpen && who === 0 ? first.url : second.url)),
		)
		const moved = count * (areOpen ? people - 1 : people)
		const usage = []
		const args = { rooms: endpoints, refuge: first.url.replace('http', 'ws') }
		const { areBack, backAt } = await runLoad('measureReconnects', args, async (event) => {
			if (event === 'back') await pause(500)
			usage.push(await cluster.usage())
			if (event === 'back') return null
			await second.stop('SIGKILL')
			return Date.now()
		})
		const [before, after] = usage
		return {
			sockets: moved,
			loads: areOpen ? 0 : count,
			areBack,
			backAt,
			cpu: after.nodes[0] - before.nodes[0],
			databaseCpu: after.database.cpu - before.database.cpu,
		}
	})
}
