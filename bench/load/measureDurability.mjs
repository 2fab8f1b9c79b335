import { eachMarker, markerOf } from './markers.mjs'
import { Person } from './Person.mjs'
import { readRoom } from './readRoom.mjs'
import { until } from './until.mjs'
import { Y } from './yjs.mjs'

/**
 * Creates cards by one person, and kills the server once an onlooker has received all of them and
 * all are acknowledged. Counts the cards that exist after a restart when no client has them.
 * @param {{ endpoints: import('./syncProtocols.mjs').RoomEndpoint[], edits: number }} args
 */
export async function measureDurability({ endpoints, edits }, reportEvent) {
	let seen = 0
	const onlooker = new Person(endpoints[1], 1, { onUpdate: (_person, frame) => eachMarker(frame, () => seen++) })
	const author = new Person(endpoints[0], 0)
	for (const person of [onlooker, author]) person.connect()
	await until(() => onlooker.syncedAt !== null && author.syncedAt !== null)
	await until(() => author.sent > 0, 5000)
	const records = author.doc.getMap('records')
	for (let i = 1; i <= edits; i++) {
		const card = new Y.Map(Object.entries({ type: 'card', xy: [markerOf(0, i), i] }))
		records.set(`shape:durable-${i}`, card)
		if (i % 10 === 0) await until(() => seen >= i - 50, 5000, 1)
	}
	await until(() => seen >= edits, 20_000, 1)
	const isAcking = await until(() => author.acked >= author.sent, 1000, 1)
	const acked = isAcking ? edits : Math.min(edits, author.acked)
	const delivered = seen
	for (const person of [onlooker, author]) person.leave()
	await reportEvent('delivered')
	const doc = await readRoom(endpoints[0])
	const ids = [...doc.getMap('records').keys()].filter((id) => id.startsWith('shape:durable-'))
	return { delivered, acked, kept: ids.length, edits }
}
