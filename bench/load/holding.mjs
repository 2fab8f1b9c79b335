import { Person } from './Person.mjs'
import { seedBoard } from './seedBoard.mjs'
import { until } from './until.mjs'

/**
 * Opens rooms with a board each and one idle member, to measure their memory.
 * @param {{ rooms: import('./dialects.mjs').Seat[][], cards: number }} args
 */
export async function holding({ rooms, cards }, reportEvent) {
	const seeders = []
	for (const [seat] of rooms) seeders.push(await seedBoard(seat, cards))
	const people = rooms.map(([seat], index) => new Person(seat, index))
	for (const person of people) person.connect()
	await until(() => people.every((person) => person.syncedAt !== null))
	for (const seeder of seeders) seeder.leave()
	await reportEvent('open')
	for (const person of people) person.leave()
	return people.length
}
