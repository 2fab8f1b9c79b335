import { Crowd } from './Crowd.mjs'
import { presentAt } from './measureDashboardTraffic.mjs'
import { seedBoard } from './seedBoard.mjs'
import { pause } from './until.mjs'

const SETTLE_MS = 1000

/**
 * Lets people work, each at their own rate, while the bench reads the resource usage of the
 * servers. `present` are idle sockets in addition.
 * @param {{ rooms: import('./syncProtocols.mjs').RoomEndpoint[][],
 *   present?: { url: string, token: string }[], cards?: number,
 *   rates: { edits: number, moves: number },
 *   plan: { pid: number, warmMs: number, measureMs: number, drainMs: number } }} args
 */
export async function measureUsage({ rooms, present = [], cards = 0, rates, plan }, reportEvent) {
	const leaves = present.map(({ url, token }, index) => presentAt(url, token, index))
	const seeders = []
	if (cards > 0) for (const [endpoint] of rooms) seeders.push(await seedBoard(endpoint, cards))
	const crowd = new Crowd(rooms, rates)
	try {
		await crowd.connect()
		for (const seeder of seeders) seeder.leave()
		await pause(SETTLE_MS)
		const edges = []
		const found = await crowd.measure(plan, async (edge) => {
			edges.push(crowd.traffic())
			await reportEvent(edge)
		})
		const [before, after] = edges
		return { ...found, bytes: after.bytes - before.bytes, frames: after.frames - before.frames }
	} finally {
		crowd.leave()
		for (const leave of leaves) leave()
	}
}
