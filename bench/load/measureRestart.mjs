import { Crowd } from './Crowd.mjs'
import { readRoom } from './readRoom.mjs'
import { seedBoard } from './seedBoard.mjs'
import { pause, until } from './until.mjs'
import { Y } from './yjs.mjs'

/**
 * Measures people at work while their server is killed and restarted: when everybody is connected
 * again, and whether every edit still exists.
 * @param {{ rooms: import('./syncProtocols.mjs').RoomEndpoint[][], cards: number,
 *   rates: { edits: number, moves: number } }} args
 */
export async function measureRestart({ rooms, cards, rates }, reportEvent) {
	const seeders = []
	for (const [endpoint] of rooms) seeders.push(await seedBoard(endpoint, cards))
	const crowd = new Crowd(rooms, rates)
	try {
		await crowd.connect()
		for (const seeder of seeders) seeder.leave()
		crowd.work()
		await pause(2000)
		const known = await Promise.all(rooms.map(async ([endpoint]) => Y.encodeStateVector(await readRoom(endpoint))))
		const owners = rooms.flatMap((endpoints, room) => endpoints.map(() => known[room]))
		for (const [index, person] of crowd.people.entries()) person.knows = owners[index]
		const { killedAt, listensAt } = await reportEvent('working')
		const areBack = await until(() => crowd.people.every((person) => person.syncedAt !== null), 60_000)
		const backAt = Math.max(...crowd.people.map((person) => person.syncedAt ?? performance.now()))
		const epoch = performance.timeOrigin
		crowd.rest()
		await pause(2000)
		return {
			areBack,
			sinceKillMs: epoch + backAt - killedAt,
			sinceListeningMs: epoch + backAt - listensAt,
			...(await compare(rooms, crowd)),
		}
	} finally {
		crowd.leave()
	}
}

/** Counts the cards that are where their owner last put them. */
async function compare(rooms, crowd) {
	const docs = await Promise.all(rooms.map(([endpoint]) => readRoom(endpoint)))
	const roomOf = rooms.flatMap((endpoints, room) => endpoints.map(() => room))
	const right = crowd.people.filter((person) => {
		const card = docs[roomOf[person.index]].getMap('records').get(`shape:load-${person.index}`)
		return JSON.stringify(card?.get('xy')) === JSON.stringify(person.place)
	})
	return { right: right.length, people: crowd.people.length }
}
