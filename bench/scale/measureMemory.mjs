import { residentBytesOf } from '../load/processes.mjs'
import { pause } from '../load/until.mjs'
import { runLoad } from '../runLoad.mjs'
import { withCluster } from './runs.mjs'

const CARDS = 200
const ROOMS = 100

/**
 * Measures the memory of a node: empty; with a hundred rooms without cards and four sockets in
 * each; and with a hundred more rooms of 200 cards and one socket in each. Rooms that everybody has
 * left stay open for a minute, so their memory adds up.
 */
export async function measureMemory(log) {
	return withCluster(1, async (cluster) => {
		const [node] = cluster.nodes
		const resident = async () => {
			for (let i = 0; i < 3; i++) await node.probe('gc')
			return residentBytesOf(node.pid)
		}
		const open = async (rooms, cards) => {
			let bytes = 0
			await runLoad('openIdleRooms', { rooms, cards }, async () => {
				await pause(2000)
				bytes = await resident()
			})
			return bytes
		}
		const endpoints = await cluster.openRooms(ROOMS + 1, 1)
		const crowded = await cluster.openRooms(ROOMS, 4)
		// One room is opened first, so that code and caches are not counted as memory of the rooms.
		await runLoad('openIdleRooms', { rooms: endpoints.slice(-1), cards: CARDS })
		const empty = await resident()
		const fourEach = crowded.flat().map((endpoint) => [endpoint])
		const crowds = await open(fourEach, 0)
		const full = await open(endpoints.slice(0, ROOMS), CARDS)
		const found = { rooms: ROOMS, cards: CARDS, empty, crowds, full }
		log(`  ${JSON.stringify(found)}`)
		return found
	})
}
