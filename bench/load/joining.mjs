import { Person } from './Person.mjs'
import { seedBoard } from './seedBoard.mjs'
import { pause, until } from './until.mjs'

/**
 * One joiner after the other: how long from the first packet to the whole state (inflated where it came deflated), and
 * how many bytes came in.
 * @param {{ seat: import('./dialects.mjs').Seat, joiner: import('./dialects.mjs').Seat, cards: number, times: number }} args
 */
export async function joinOne({ seat, joiner, cards, times }) {
	await seedBoard(seat, cards)
	const found = []
	for (let i = 0; i < times; i++) {
		found.push(await join(joiner, i))
		await pause(30)
	}
	return found.slice(Math.min(2, times - 1))
}

/** Many within a second: how long each waits for the state. */
export async function herd({ seats, withinMs }) {
	const found = seats.map(async (seat, index) => {
		await pause((index * withinMs) / seats.length)
		return join(seat, index)
	})
	return Promise.all(found)
}

async function join(seat, index) {
	const person = new Person(seat, index)
	const start = performance.now()
	person.connect()
	const isIn = await until(() => person.syncedAt !== null, 30_000, 0)
	const bytes = person.socket?.bytes ?? 0
	const ms = isIn && person.syncedAt !== null ? person.syncedAt - start : 30_000
	person.leave()
	return { ms, bytes }
}
