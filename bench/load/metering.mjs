import { Crowd } from './Crowd.mjs'
import { seedBoard } from './seedBoard.mjs'
import { pause } from './until.mjs'
import { presentAt } from './watching.mjs'

const SETTLE_MS = 1000

/**
 * Lets people work, each at their own rate, while the bench reads the resource usage of the
 * servers. `present` are idle sockets in addition.
 * @param {{ rooms: import('./dialects.mjs').Seat[][], present?: { url: string, token: string }[],
 *   cards?: number, rates: { edits: number, moves: number },
 *   plan: { pid: number, warmMs: number, measureMs: number, drainMs: number } }} args
 */
export async function metering({ rooms, present = [], cards = 0, rates, plan }, reportEvent) {
	const leaves = present.map(({ url, token }, index) => presentAt(url, token, index))
	const seeders = []
	if (cards > 0) for (const [seat] of rooms) seeders.push(await seedBoard(seat, cards))
	const crowd = new Crowd(rooms, rates)
	try {
		await crowd.connect()
		for (const seeder of seeders) seeder.leave()
		await pause(SETTLE_MS)
		const bytes = []
		const found = await crowd.measure(plan, async (edge) => {
			bytes.push(crowd.bytes())
			await reportEvent(edge)
		})
		return { ...found, bytes: bytes[1] - bytes[0] }
	} finally {
		crowd.leave()
		for (const leave of leaves) leave()
	}
}
