import { Crowd } from './Crowd.mjs'
import { pause, until } from './until.mjs'

/**
 * Connects idle people; then the bench kills the node of some of them, and they reconnect to
 * another one.
 * @param {{ rooms: import('./syncProtocols.mjs').RoomEndpoint[][],
 *   refuge: string }} args `refuge`: the node to which people reconnect
 */
export async function measureReconnects({ rooms, refuge }, reportEvent) {
	const crowd = new Crowd(rooms, { edits: 0, moves: 0 })
	try {
		await crowd.connect()
		await pause(1000)
		for (const { endpoint } of crowd.people) endpoint.url = endpoint.url.replace(/^ws:\/\/[^/]+/, refuge)
		const endedAt = await reportEvent('there')
		await until(() => crowd.closures() > 0, 10_000)
		const areBack = await until(() => crowd.people.every((person) => person.syncedAt !== null), 60_000)
		const backAt = crowd.people.map((person) => (person.syncedAt ?? 0) + performance.timeOrigin - endedAt)
		await reportEvent('back')
		return { areBack, backAt: backAt.filter((ms) => ms > 0).sort((a, b) => a - b) }
	} finally {
		crowd.leave()
	}
}
