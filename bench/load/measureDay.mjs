import { deflateRawSync } from 'node:zlib'
import { copyOf } from '../tables/workshopDay.mjs'
import { Crowd } from './Crowd.mjs'
import { Person } from './Person.mjs'
import { readRoom } from './readRoom.mjs'
import { seedBoard } from './seedBoard.mjs'
import { until } from './until.mjs'
import { Y } from './yjs.mjs'

const TYPING_MS = 4000
/** Number of words that a person types before it is the next person's turn. */
const WORDS_A_TURN = 15

/**
 * Measures the first and the last minute of a day of one room at the rate at which people work, and
 * replays the hours between them faster. Then reads the document, and opens it after a restart.
 * @param {{ rooms: import('./syncProtocols.mjs').RoomEndpoint[][], cards: number,
 *   rates: { edits: number, moves: number, isGesture: boolean },
 *   replay: { edits: number, editsAWord: number },
 *   plan: { warmMs: number, windows: number, windowMs: number, drainMs: number } }} args
 */
export async function measureDay({ rooms, cards, rates, replay, plan }, reportEvent) {
	const [endpoint] = rooms[0]
	const seeder = await seedBoard(endpoint, cards)
	const crowd = new Crowd(rooms, rates)
	const measureMinute = async () => {
		const stopTyping = replay.editsAWord < replay.edits ? typeInTurns(crowd.people) : () => {}
		const { windows } = await crowd.measureWindows(plan)
		stopTyping()
		return windows[0]
	}
	try {
		await crowd.connect()
		seeder.leave()
		const first = await measureMinute()
		await reportEvent('first')
		const start = performance.now()
		await crowd.replay(replay)
		const replayMs = performance.now() - start
		const last = await measureMinute()
		await reportEvent('last')
		const document = await measureDocument(endpoint)
		const { expected, delivered } = crowd
		const [refused, closed] = [crowd.people.reduce((sum, { refusals }) => sum + refusals, 0), crowd.closures()]
		crowd.leave()
		await reportEvent('left')
		return { first, last, replayMs, ...document, openMs: await open(endpoint), expected, delivered, refused, closed }
	} finally {
		crowd.leave()
	}
}

function typeInTurns(people) {
	let words = 0
	const timer = setInterval(() => people[Math.floor(words++ / WORDS_A_TURN) % people.length].type(), TYPING_MS)
	return () => clearInterval(timer)
}

async function measureDocument(endpoint) {
	const doc = await readRoom(endpoint)
	const state = Y.encodeStateAsUpdate(doc)
	const start = performance.now()
	const loaded = new Y.Doc()
	loaded.getMap('records')
	Y.applyUpdate(loaded, state)
	return {
		loadMs: performance.now() - start,
		bytes: state.length,
		liveBytes: Y.encodeStateAsUpdate(copyOf(doc)).length,
		storedBytes: deflateRawSync(Y.encodeStateAsUpdateV2(doc)).length,
	}
}

/** Returns the time in which a first person joins the room, which the server has to load. */
async function open(endpoint) {
	const person = new Person(endpoint, 0)
	const start = performance.now()
	person.connect()
	await until(() => person.syncedAt !== null, 60_000, 0)
	person.leave()
	return (person.syncedAt ?? performance.now()) - start
}
