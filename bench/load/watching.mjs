import { Crowd } from './Crowd.mjs'
import { Person } from './Person.mjs'
import { RawSocket } from './RawSocket.mjs'
import { seedBoard } from './seedBoard.mjs'
import { pause, until } from './until.mjs'

const DIGEST = 123
const SAY_EVERY_MS = 15_000
const SETTLE_MS = 3000

/**
 * A workshop of many groups at work, everybody present in the workshop's room, and a desk that looks on: what comes to it.
 * @param {{ rooms: import('./dialects.mjs').Seat[][], workshop: string, tokens: string[], desk: string, cards: number,
 *   rates: { edits: number, moves: number }, plan: { pid: number, warmMs: number, measureMs: number, drainMs: number } }} args
 */
export async function watching({ rooms, workshop, tokens, desk, cards, rates, plan }) {
	const present = tokens.map((token, index) => presentAt(workshop, token, index))
	const digests = { bytes: 0, frames: 0 }
	const socket = new RawSocket(workshop, ['charrette.v1', desk], {
		onOpen: () => {},
		wants: (start) => start[0] === DIGEST,
		onFrame: (frame) => {
			digests.bytes += frame.length
			digests.frames++
		},
		onClose: () => {},
	})
	const seeders = []
	for (const [seat] of rooms) seeders.push(await seedBoard(seat, cards))
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

/** Somebody whom the workshop knows to be there; says so again as a client does. Gives their leaving. */
function presentAt(workshop, token, index) {
	const person = new Person({ url: workshop, protocols: ['charrette.v1', token], dialect: 'charrette' }, index)
	person.connect()
	const say = () => person.say({ board: null, done: index % 3 === 0 })
	const first = setTimeout(say, 2000 + (index % 50) * 20)
	const again = setInterval(say, SAY_EVERY_MS)
	return () => {
		clearTimeout(first)
		clearInterval(again)
		person.leave()
	}
}
