import { Crowd } from './Crowd.mjs'
import { pause } from './until.mjs'

/**
 * People at work while the bench does one job after another: how long do their edits take to others, and wait for acks, meanwhile?
 * @param {{ rooms: import('./dialects.mjs').Seat[][], rates: { edits: number, moves: number }, order: string[],
 *   warmMs: number, pauseMs: number }} args `order` names the jobs, some more than once
 * @param {(job: string) => Promise<unknown>} ask the bench does the job, and then lets the load go on
 */
export async function besides({ rooms, rates, order, warmMs, pauseMs }, ask) {
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
