import { Crowd } from './Crowd.mjs'
import { Person } from './Person.mjs'
import { RawSocket } from './RawSocket.mjs'
import { seedBoard } from './seedBoard.mjs'
import { pause, until } from './until.mjs'

const DIGEST = 123
const ANNOUNCE_EVERY_MS = 15_000
const SETTLE_MS = 3000

/**
 * Measures the traffic to a dashboard while many groups edit and everybody is present in the
 * workshop's room.
 * @param {{ rooms: import('./syncProtocols.mjs').RoomEndpoint[][], workshop: string,
 *   tokens: string[], dashboard: string, cards: number, rates: { edits: number, moves: number },
 *   plan: { pid: number, warmMs: number, measureMs: number, drainMs: number } }} args
 */
export async function measureDashboardTraffic({ rooms, workshop, tokens, dashboard, cards, rates, plan }) {
	const present = tokens.map((token, index) => presentAt(workshop, token, index))
	const digests = { bytes: 0, frames: 0 }
	const socket = new RawSocket(workshop, ['charrette.v1', dashboard], {
		onOpen: () => {},
		wants: (start) => start[0] === DIGEST,
		onFrame: (frame) => {
			digests.bytes += frame.length
			digests.frames++
		},
		onClose: () => {},
	})
	const seeders = []
	for (const [endpoint] of rooms) seeders.push(await seedBoard(endpoint, cards))
	const crowd = new Crowd(rooms, rates)
	try {
		await crowd.connect()
		for (const seeder of seeders) seeder.leave()
		await until(() => digests.frames > 0)
		await pause(SETTLE_MS)
		const before = { bytes: socket.bytes, ...pick(digests) }
		const from = performance.now()
		const found = await crowd.measure(plan)
		const seconds = (performance.now() - from) / 1000
		return {
			...found,
			seconds,
			bytesPerSecond: (socket.bytes - before.bytes) / seconds,
			digestBytesPerSecond: (digests.bytes - before.digestBytes) / seconds,
			framesPerSecond: (digests.frames - before.digestFrames) / seconds,
		}
	} finally {
		crowd.leave()
		socket.close()
		for (const leave of present) leave()
	}
}

const pick = ({ bytes, frames }) => ({ digestBytes: bytes, digestFrames: frames })

/**
 * Connects a person to the workshop's room and renews their presence as a client does. Returns a
 * function that undoes this.
 */
export function presentAt(workshop, token, index) {
	const person = new Person({ url: workshop, protocols: ['charrette.v1', token], syncProtocol: 'charrette' }, index)
	person.connect()
	const announce = () => person.sendPresence({ board: null, done: index % 3 === 0 })
	const first = setTimeout(announce, 2000 + (index % 50) * 20)
	const again = setInterval(announce, ANNOUNCE_EVERY_MS)
	return () => {
		clearTimeout(first)
		clearInterval(again)
		person.leave()
	}
}
