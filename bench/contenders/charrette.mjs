import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { ROOT } from './paths.mjs'
import { startServer } from './spawnNode.mjs'

/** The V8 options with which `npm start` runs the server. */
const NODE_ARGS = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'))
	.scripts.start.split(' ')
	.filter((word) => word.startsWith('--'))

const MAX_GROUPS = 50
const JOINING_AT_ONCE = 4

/** The built server as it is shipped: with the gate, the durable log and acks. */
export const charrette = {
	name: 'Charrette',
	async start(place) {
		const server = await startNode(place)
		return { ...server, openRooms: (rooms, people) => joinAll(server.url, rooms, people) }
	},
}

/**
 * Starts one server process. `shared` has further settings, such as the database of several nodes;
 * `stdout` is the file descriptor for its log.
 */
export async function startNode({ port, dataDir, shared = {}, stdout }) {
	const env = {
		PORT: String(port),
		HOST: '127.0.0.1',
		DATA_DIR: dataDir,
		LOG_LEVEL: stdout === undefined ? 'fatal' : 'error',
		NODE_ENV: 'production',
		WORKSHOPS_PER_DAY: '100000',
		MAX_BOARD_SHAPES: '100000',
		MIN_FREE_MB: '0',
		...shared,
	}
	const server = await startServer(`${ROOT}/server/bundle/main.js`, { port, env, stdout, nodeArgs: NODE_ARGS })
	return { ...server, url: `http://127.0.0.1:${port}` }
}

/**
 * Makes an endpoint join like our own client: it sends its schema version and receives deflated
 * states.
 */
export const asOurClient = (endpoint) => ({ ...endpoint, url: `${endpoint.url}?schema=3` })

/**
 * Creates workshops with one group per room and at most `mostGroups` of them, and people who join
 * them over HTTP.
 */
export async function joinAll(url, rooms, peopleARoom, mostGroups = MAX_GROUPS) {
	const byBoard = new Map()
	for (let left = rooms; left > 0; left -= mostGroups) {
		const groups = Math.min(left, mostGroups)
		const { joinCode } = await post(url, '/api/workshops', { title: 'Bench', groups })
		const joiners = Array.from({ length: groups * peopleARoom }, (_, index) => index)
		const work = Array.from({ length: JOINING_AT_ONCE }, async () => {
			for (let index = joiners.shift(); index !== undefined; index = joiners.shift()) {
				const body = { code: joinCode, name: `Person ${index}`, city: `City ${index % 24}` }
				const { token, board } = await post(url, '/api/join', body)
				byBoard.set(board.id, [...(byBoard.get(board.id) ?? []), endpointAt(url, board.id, token)])
			}
		})
		await Promise.all(work)
	}
	return [...byBoard.values()]
}

/** Returns the endpoint in a board's room for the person with this token. */
export const endpointAt = (url, board, token) => ({
	url: `${url.replace('http', 'ws')}/sync/board:${board}`,
	protocols: ['charrette.v1', token],
	syncProtocol: 'charrette',
})

/**
 * Sends one request on its own connection: a busy server might close a kept connection just when it
 * is used again.
 */
export async function post(url, path, body) {
	const headers = { 'Content-Type': 'application/json' }
	const call = request(url + path, { method: 'POST', headers, agent: false })
	call.end(JSON.stringify(body))
	const [response] = await once(call, 'response')
	const answer = await text(response)
	const waitS = Number(response.headers['retry-after'] ?? 0)
	if (response.statusCode === 503 && waitS > 0) {
		// The server limits the rate of joins from one address (ACCESS5).
		await new Promise((resolve) => setTimeout(resolve, waitS * 1000))
		return post(url, path, body)
	}
	if (response.statusCode !== 201) throw new Error(`${path}: ${response.statusCode} ${answer}`)
	return JSON.parse(answer)
}

/**
 * Opens one workshop. Returns the endpoints at its boards, its room's address, the tokens for that
 * room, and its session.
 */
export async function openAll(url, groups, peopleAGroup) {
	const { workshop, token, joinCode } = await post(url, '/api/workshops', { title: 'Bench', groups })
	const byBoard = new Map()
	const tokens = []
	for (let index = 0; index < groups * peopleAGroup; index++) {
		const joined = await post(url, '/api/join', { code: joinCode, name: `Person ${index}`, city: `City ${index % 24}` })
		tokens.push(joined.token)
		const { id } = joined.board
		byBoard.set(id, [...(byBoard.get(id) ?? []), endpointAt(url, id, joined.token)])
	}
	const room = `${url.replace('http', 'ws')}/sync/workshop:${workshop.id}`
	return { rooms: [...byBoard.values()], workshop: room, tokens, dashboard: token, session: workshop.sessions[0] }
}
