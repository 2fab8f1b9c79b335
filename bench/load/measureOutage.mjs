import { percentile } from '../medians.mjs'
import { Crowd } from './Crowd.mjs'
import { readRoom } from './readRoom.mjs'
import { pause, until } from './until.mjs'

const SETTLE_MS = 2000
const LIMIT_MS = 60_000
const LOOK_MS = 20

/**
 * Measures people at work while the bench disturbs their servers: how long each person was
 * disconnected or had edits without an ack, and whether all edits are there in the end.
 * @param {{ rooms: import('./syncProtocols.mjs').RoomEndpoint[][],
 *   rates: { edits: number, moves: number } }} args
 * @param {(event: 'working' | 'saved') => Promise<string[]>} reportEvent disturbs the servers; for
 *   `saved`, returns the nodes to check, by the addresses of their sockets
 */
export async function measureOutage({ rooms, rates }, reportEvent) {
	const crowd = new Crowd(rooms, rates)
	const watch = watchAcks(crowd.people)
	try {
		await crowd.connect()
		crowd.work()
		await pause(SETTLE_MS)
		watch.begin()
		await reportEvent('working')
		const areBack = await until(() => crowd.people.every((person) => person.syncedAt !== null), LIMIT_MS)
		crowd.rest()
		const isSaved = await until(() => crowd.people.every((person) => person.isSaved), LIMIT_MS)
		const unsaved = watch.end()
		await pause(SETTLE_MS)
		const absences = crowd.people.flatMap((person) => person.absences)
		return {
			areBack,
			isSaved,
			unsavedP50: percentile(unsaved, 0.5),
			unsavedMax: percentile(unsaved, 1),
			absences: absences.length,
			awayP50: percentile(absences, 0.5),
			awayMax: percentile(absences, 1),
			lost: await countLost(rooms, await reportEvent('saved'), crowd),
		}
	} finally {
		watch.end()
		crowd.leave()
	}
}

/** Measures the longest time for which each person had edits without an ack, or no socket. */
function watchAcks(people) {
	const longest = people.map(() => 0)
	let savedAt = []
	let timer
	const look = () => {
		const now = performance.now()
		for (const [index, { isSaved }] of people.entries()) {
			longest[index] = Math.max(longest[index], now - savedAt[index])
			if (isSaved) savedAt[index] = now
		}
	}
	return {
		begin() {
			savedAt = people.map(() => performance.now())
			timer = setInterval(look, LOOK_MS)
		},
		end() {
			clearInterval(timer)
			return longest
		},
	}
}

/** Counts the people whose card is not where they last put it, on at least one node. */
async function countLost(rooms, nodes, crowd) {
	const read = (endpoint, node) => readRoom({ ...endpoint, url: endpoint.url.replace(/^ws:\/\/[^/]+/, node) })
	const docs = await Promise.all(rooms.map(([endpoint]) => Promise.all(nodes.map((node) => read(endpoint, node)))))
	const roomOf = rooms.flatMap((endpoints, room) => endpoints.map(() => room))
	const isAt = (doc, { index, place }) => {
		const card = doc.getMap('records').get(`shape:load-${index}`)
		return JSON.stringify(card?.get('xy')) === JSON.stringify(place)
	}
	return crowd.people.filter((person) => !docs[roomOf[person.index]].every((doc) => isAt(doc, person))).length
}
