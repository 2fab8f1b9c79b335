import { pause } from '../load/until.mjs'
import { runLoad } from '../runLoad.mjs'
import { withCluster } from './runs.mjs'

const CASES = [
	{ rooms: 25, people: 8 },
	{ rooms: 150, people: 1 },
]

/**
 * Kills one of two nodes, whose people reconnect to the other one, which takes their workshops.
 * Measures the processor time that a socket and a loaded room take there and in the database, and
 * the duration.
 */
export async function measureJoins(log) {
	const found = []
	for (const shape of CASES) {
		found.push(await measureOne(shape))
		log(`  ${JSON.stringify({ ...found.at(-1), backAt: undefined })}`)
	}
	return found
}

async function measureOne({ rooms: count, people }) {
	return withCluster(2, async (cluster) => {
		const [first, second] = cluster.nodes
		// The nodes own the workshops in turn.
		const rooms = await cluster.openRooms(2 * count, people)
		const endpoints = rooms.filter(([{ url }]) => url.startsWith(second.url.replace('http', 'ws')))
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
			sockets: endpoints.flat().length,
			loads: endpoints.length,
			areBack,
			backAt,
			cpu: after.nodes[0] - before.nodes[0],
			databaseCpu: after.database.cpu - before.database.cpu,
		}
	})
}
