import { Crowd } from './Crowd.mjs'
import { Person } from './Person.mjs'
import { seedBoard } from './seedBoard.mjs'
import { pause, until } from './until.mjs'

/**
 * Measures how the server's memory grows while everybody works and one member stops reading.
 * @param {{ endpoints: import('./syncProtocols.mjs').RoomEndpoint[], cards: number, forMs: number,
 *   rates: { edits: number, moves: number } }} args the person of the last endpoint stops reading
 * @param {(event: string) => Promise<number | null>} ask returns the server's current memory
 */
export async function measureSlowReader({ endpoints, cards, forMs, rates }, ask) {
	const staller = new Person(endpoints.at(-1), endpoints.length)
	const seeder = staller.endpoint.syncProtocol === 'relay' ? null : await seedBoard(endpoints[0], cards)
	const crowd = new Crowd([endpoints.slice(0, -1)], rates)
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
