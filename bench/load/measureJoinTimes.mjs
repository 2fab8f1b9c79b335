import { Person } from './Person.mjs'
import { seedBoard } from './seedBoard.mjs'
import { pause, until } from './until.mjs'

const HERD_MS = 1000
const WARM_TIMES = 2

/**
 * Lets one joiner after the other join, then a herd within a second. Measures the time from the
 * first packet to the whole state (inflated if it is deflated) and the number of received bytes.
 * @param {{ endpoint: import('./syncProtocols.mjs').RoomEndpoint,
 *   joiners: import('./syncProtocols.mjs').RoomEndpoint[], cards: number, times: number }} args
 */
export async function measureJoinTimes({ endpoint, joiners, cards, times }) {
	const seeder = await seedBoard(endpoint, cards)
	const one = []
	for (let i = 0; i < times + WARM_TIMES; i++) {
		// A different person joins each time, because the server delays clients that request a large
		// board again and again (BUDGET1).
		one.push(await join(joiners[i % joiners.length], i))
		await pause(30)
	}
	const herd = joiners.map(async (joiner, index) => {
		await pause((index * HERD_MS) / joiners.length)
		return join(joiner, index)
	})
	const many = await Promise.all(herd)
	seeder.leave()
	return { one: one.slice(WARM_TIMES), many }
}

async function join(endpoint, index) {
	const person = new Person(endpoint, index)
	const start = performance.now()
	person.connect()
	const isIn = await until(() => person.syncedAt !== null, 30_000, 0)
	const bytes = person.socket?.bytes ?? 0
	const ms = isIn && person.syncedAt !== null ? person.syncedAt - start : 30_000
	person.leave()
	return { ms, bytes }
}
