import { Crowd } from './Crowd.mjs'
import { seedBoard } from './seedBoard.mjs'

/**
 * Measures the fan-out with people at work in one room or many.
 * @param {{ rooms: import('./syncProtocols.mjs').RoomEndpoint[][], cards: number,
 *   rates: { edits: number, moves: number },
 *   plan: { pid: number, warmMs: number, measureMs: number, drainMs: number } }} args
 */
export function measureFanOut({ plan, ...crowd }) {
	return withCrowd(crowd, (people) => people.measure(plan))
}

/** Does the same for a long time, window by window: a soak test. */
export function measureInWindows({ plan, ...crowd }) {
	return withCrowd(crowd, (people) => people.measureWindows(plan))
}

/** Does the same without pointers, to measure how long an edit waits for its ack. */
export function measureAcks(args) {
	return measureFanOut({ ...args, cards: 0, rates: { edits: args.edits, moves: 0 } })
}

async function withCrowd({ rooms, cards, rates }, use) {
	const seeders = []
	if (cards > 0)
		for (const [endpoint] of rooms)
			if (endpoint.syncProtocol !== 'relay') seeders.push(await seedBoard(endpoint, cards))
	const crowd = new Crowd(rooms, rates)
	try {
		await crowd.connect()
		for (const seeder of seeders) seeder.leave()
		return await use(crowd)
	} finally {
		crowd.leave()
	}
}
