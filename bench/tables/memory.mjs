import { charrette } from '../contenders/charrette.mjs'
import { hocuspocus } from '../contenders/hocuspocus.mjs'
import { yWebsocket } from '../contenders/yWebsocket.mjs'
import { residentBytesOf } from '../load/processes.mjs'
import { pause } from '../load/until.mjs'
import { goals, megabytes, table, times } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'

const contenders = [charrette, yWebsocket, hocuspocus]
/** The time after which a room that everybody has left is idle for every contender. */
const IDLE_MS = 70_000

/**
 * Measures the memory of open rooms, and of rooms that everybody has left, each after a garbage
 * collection that every server is asked for.
 */
export async function memory({ isQuick, log }) {
	const rooms = isQuick ? 20 : 100
	const results = await Promise.all(contenders.map((contender) => measureOne(contender, { rooms, isQuick, log })))
	const [ours] = results
	const rows = results.map(({ name, empty, aRoom, idle }) => [
		name,
		megabytes(empty, 0),
		megabytes(aRoom, 2),
		name === charrette.name ? '' : times(aRoom, ours.aRoom),
		megabytes(idle, 2),
	])
	const text = [
		`${rooms} rooms of 200 cards with one member each. RSS per room, above that of the server without them, after a garbage collection; measured once. A room is idle ${IDLE_MS / 1000} s after everybody left.`,
		table(['', 'server without them', 'live room', '× Charrette', 'idle room'], rows),
		goals([
			{ goal: 'live room of 200 cards: ≤ 1.5 MB', found: megabytes(ours.aRoom, 2), isMet: ours.aRoom <= 1.5e6 },
			{
				goal: 'idle room: no memory (≤ 0.1 MB)',
				found: megabytes(ours.idle, 2),
				isMet: ours.idle === null ? null : ours.idle <= 1e5,
			},
		]),
	]
	return { text: text.join('\n\n'), results }
}

async function measureOne(contender, { rooms, isQuick, log }) {
	return withServer(contender, async (server) => {
		const resident = async () => {
			for (let i = 0; i < 3; i++) await server.probe('gc')
			return residentBytesOf(server.pid)
		}
		const endpoints = await server.openRooms(rooms + 1, 1)
		// One room is opened first, so that code and caches are not counted as memory of the rooms.
		await runLoad('openIdleRooms', { rooms: endpoints.slice(-1), cards: 200 })
		const empty = await resident()
		let live = null
		await runLoad('openIdleRooms', { rooms: endpoints.slice(0, rooms), cards: 200 }, async () => {
			await pause(3000)
			live = await resident()
		})
		if (!isQuick) await pause(IDLE_MS)
		const idle = isQuick ? null : await resident()
		const aRoom = (bytes) => (bytes === null ? null : Math.max(0, bytes - empty) / rooms)
		const found = { name: contender.name, empty, aRoom: aRoom(live), idle: aRoom(idle) }
		log(`  ${JSON.stringify(found)}`)
		return found
	})
}
