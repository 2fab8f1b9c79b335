import { Crowd } from './Crowd.mjs'
import { Person } from './Person.mjs'
import { residentBytesOf } from './processes.mjs'
import { seedBoard } from './seedBoard.mjs'
import { pause, until } from './until.mjs'

/**
 * Everybody works, and one member stops reading: how does the server's memory grow?
 * @param {{ seats: import('./dialects.mjs').Seat[], cards: number, pid: number, forMs: number,
 *   rates: { edits: number, moves: number } }} args the last seat is the one that stops
 */
export async function stalling({ seats, cards, pid, forMs, rates }) {
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
		const before = residentBytesOf(pid)
		staller.socket?.stall()
		await pause(forMs)
		const after = residentBytesOf(pid)
		return { before, after }
	} finally {
		crowd.leave()
		staller.leave()
	}
}
