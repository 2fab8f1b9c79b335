import { Crowd } from './Crowd.mjs'
import { pause } from './until.mjs'

/**
 * Measures people at work while the bench runs one job after another: the time until others receive
 * their edits, and until the edits are acked.
 * @param {{ rooms: import('./syncProtocols.mjs').RoomEndpoint[][],
 *   rates: { edits: number, moves: number }, order: string[], warmMs: number,
 *   pauseMs: number }} args `order` has the jobs, some repeatedly
 * @param {(job: string) => Promise<unknown>} ask lets the bench run the job and waits
 */
export async function measureDuringJobs({ rooms, rates, order, warmMs, pauseMs }, ask) {
	const crowd = new Crowd(rooms, rates)
	const found = Object.fromEntries(order.map((job) => [job, []]))
	try {
		await crowd.connect()
		crowd.work()
		await pause(warmMs)
		for (const job of order) {
			found[job].push(await crowd.during(() => ask(job)))
			await pause(pauseMs)
		}
		return { found, closed: crowd.closures() }
	} finally {
		crowd.leave()
	}
}
