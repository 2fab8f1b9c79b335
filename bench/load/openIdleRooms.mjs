import { Person } from './Person.mjs'
import { seedBoard } from './seedBoard.mjs'
import { until } from './until.mjs'

/**
 * Opens rooms with a board each and one idle member, to measure their memory.
 * @param {{ rooms: import('./syncProtocols.mjs').RoomEndpoint[][], cards: number }} args
 */
export async function openIdleRooms({ rooms, cards }, reportEvent) {
	const seeders = []
	for (const [endpoint] of rooms) seeders.push(await seedBoard(endpoint, cards))
	const people = rooms.map(([endpoint], index) => new Person(endpoint, index))
	for (const person of people) person.connect()
	await until(() => people.every((person) => person.syncedAt !== null))
	for (const seeder of seeders) seeder.leave()
	await reportEvent('open')
	for (const person of people) person.leave()
	return people.length
}
