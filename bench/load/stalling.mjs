import { Crowd } from './Crowd.mjs'
import { Person } from './Person.mjs'
import { seedBoard } from './seedBoard.mjs'
import { pause, until } from './until.mjs'

/**
 * Measures how the server's memory grows while everybody works and one member stops reading.
 * @param {{ seats: import('./dialects.mjs').Seat[], cards: number, forMs: number,
 *   rates: { edits: number, moves: number } }} args the person on the last seat stops reading
 * @param {(event: string) => Promise<number | null>} ask returns the server's current memory
 */
export async function stalling({ seats, cards, forMs, rates }, ask) {
	const staller = new Person(seats.at(-1), seats.length)
	const seeder = staller.seat.dialect === 'relay' ? null : await seedBoard(seats[0], cards)
	const crowd = new Crowd([seats.slice(0, -1)], rates)
	try {
		await crowd.connect()
		seeder?.leave()
		staller.staysAway = false
		staller.connect()
		await until(() => staller.syncedAt !== null)
		crowd.work()
		await pause(Math.min(10_000, forMs))
		const before = await ask('before')
		staller.socket?.stall()
		await pause(forMs)
		const after = await ask('after')
		return { before, after }
	} finally {
		crowd.leave()
		staller.leave()
	}
}
