import { Crowd } from './Crowd.mjs'
import { seedBoard } from './seedBoard.mjs'

/**
 * Measures the fan-out with people at work in one room or many.
 * @param {{ rooms: import('./dialects.mjs').Seat[][], cards: number, rates: { edits: number, moves: number },
 *   plan: { pid: number, warmMs: number, measureMs: number, drainMs: number } }} args
 */
export function working({ plan, ...crowd }) {
	return withCrowd(crowd, (people) => people.measure(plan))
}

/** Does the same for a long time, window by window: a soak test. */
export function soaking({ plan, ...crowd }) {
	return withCrowd(crowd, (people) => people.measureWindows(plan))
}

/** Does the same without pointers, to measure how long an edit waits for its ack. */
export function acking(args) {
	return working({ ...args, cards: 0, rates: { edits: args.edits, moves: 0 } })
}

async function withCrowd({ rooms, cards, rates }, use) {
	const seeders = []
	if (cards > 0) for (const [seat] of rooms) if (seat.dialect !== 'relay') seeders.push(await seedBoard(seat, cards))
	const crowd = new Crowd(rooms, rates)
	try {
		await crowd.connect()
		for (const seeder of seeders) seeder.leave()
		return await use(crowd)
	} finally {
		crowd.leave()
	}
}
