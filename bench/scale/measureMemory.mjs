import { runLoad } from '../cell.mjs'
import { residentBytesOf } from '../load/processes.mjs'
import { pause } from '../load/until.mjs'
import { withCluster } from './runs.mjs'

const CARDS = 200
const ROOMS = 100

/** Memory of a node: empty, with sockets in rooms without cards, one or three in each, and with rooms of 200 cards. */
export async function measureMemory(log) {
	return withCluster(1, async (cluster) => {
		const [node] = cluster.nodes
		const resident = async () => {
			for (let i = 0; i < 3; i++) await node.probe('gc')
			return residentBytesOf(node.pid)
		}
		const open = async (rooms, cards) => {
			let bytes = 0
			await runLoad('holding', { rooms, cards }, async () => {
				await pause(2000)
				bytes = await resident()
			})
			return bytes
		}
		const seats = await cluster.seats(2 * ROOMS + 1, 1)
		const crowded = await cluster.seats(ROOMS, 4)
		// One room first, so that code and caches are not counted as the rooms'.
		await runLoad('holding', { rooms: seats.slice(-1), cards: CARDS })
		const empty = await resident()
		const bare = await open(seats.slice(0, ROOMS), 0)
		const full = await open(seats.slice(ROOMS, 2 * ROOMS), CARDS)
		const flat = crowded.flat().map((seat) => [seat])
		const sockets = await open(flat, 0)
		const found = { rooms: ROOMS, cards: CARDS, empty, bare, full, sockets }
		log(`  ${JSON.stringify(found)}`)
		return found
	})
}
