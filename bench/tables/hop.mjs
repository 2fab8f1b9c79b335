import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endpointOn, startCluster } from '../contenders/cluster.mjs'
import { onLoadCore } from '../contenders/spawnNode.mjs'
import { number, table } from '../markdown.mjs'
import { median, percentile } from '../medians.mjs'
import { meter } from '../scale/meter.mjs'

const [ROOMS, PEOPLE] = [25, 8]
const RATES = { edits: 1, moves: 5 }
const REQUESTS = 400

/** Measures the cost of passing a workshop's sockets and requests on from a node to another one. */
export async function hop({ isQuick, rounds, log }) {
	const times = { warmMs: isQuick ? 2000 : 4000, measureMs: isQuick ? 6000 : 10_000, drainMs: 2000 }
	const results = []
	for (let round = 0; round < rounds; round++) {
		results.push(...(await measureBoth(times)))
		log(`  ${JSON.stringify(results.slice(-2))}`)
	}
	return { text: describe(results), results }
}

/**
 * Measures with the sockets and requests at the owner of all workshops, and at the other node, on
 * the same two nodes.
 */
async function measureBoth(times) {
	const dataDir = mkdtempSync(join(tmpdir(), 'charrette-hop-'))
	const cluster = await startCluster({ nodes: 2, dataDir })
	try {
		const [owner, other] = cluster.nodes
		const rooms = await cluster.openRooms(2 * ROOMS, PEOPLE)
		const owned = rooms.filter(([{ url }]) => url.startsWith(owner.url.replace('http', 'ws')))
		await meter(cluster, { rooms: owned, rates: RATES, times: { ...times, measureMs: 1000 } })
		const found = []
		for (const url of [owner.url, other.url]) {
			const placed = owned.map((endpoints) => endpoints.map((endpoint) => endpointOn(endpoint, url)))
			const { nodes, frames, edits, acks } = await meter(cluster, { rooms: placed, rates: RATES, times })
			const requests = await onLoadCore(() => measureRequests(url, placed[0][0]))
			found.push({ isPassed: url === other.url, nodes, frames, edits, acks, requests })
		}
		return found
	} finally {
		await cluster.stop()
		rmSync(dataDir, { recursive: true, force: true })
	}
}

/** Measures requests for the content of a board, one after another on one connection. */
async function measureRequests(url, { url: socketUrl, protocols }) {
	const board = /board:([^/?]+)/.exec(socketUrl)?.[1]
	const agent = new Agent({ keepAlive: true, maxSockets: 1 })
	const ask = () =>
		read(`${url}/api/boards/${board}/content`, { agent, headers: { Authorization: `Bearer ${protocols[1]}` } })
	const taken = []
	for (let i = 0; i < REQUESTS; i++) {
		const at = performance.now()
		await ask()
		taken.push(performance.now() - at)
	}
	agent.destroy()
	return { p10: percentile(taken, 0.1), p50: percentile(taken, 0.5), p99: percentile(taken, 0.99) }
}

function read(url, options) {
	return new Promise((resolve, reject) => {
		get(url, options, (response) => {
			if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`))
			response.resume().on('end', resolve)
		}).on('error', reject)
	})
}

function describe(results) {
	const medianOf = (isPassed, of) => median(results.filter((one) => one.isPassed === isPassed).map(of))
	const pair = (of) => `${number(of('p50'))} / ${number(of('p99'))}`
	const rows = [false, true].map((isPassed) => [
		isPassed ? 'passed on by the other node' : 'at the owner',
		number(
			medianOf(isPassed, ({ frames }) => frames),
			0,
		),
		number(medianOf(isPassed, ({ nodes }) => nodes[0]) * 1000, 0),
		number(medianOf(isPassed, ({ nodes }) => nodes[1]) * 1000, 0),
		pair((key) => medianOf(isPassed, ({ edits }) => edits[key])),
		pair((key) => medianOf(isPassed, ({ acks }) => acks[key])),
		['p10', 'p50', 'p99'].map((key) => number(medianOf(isPassed, ({ requests }) => requests[key]))).join(' / '),
	])
	const perFrame = median(results.filter(({ isPassed }) => isPassed).map(({ nodes, frames }) => nodes[1] / frames))
	const idle = medianOf(false, ({ nodes }) => nodes[1])
	const frames = medianOf(true, (one) => one.frames)
	return [
		`${ROOMS} rooms of ${PEOPLE} people on one of two nodes; each person makes ${RATES.edits} edit and ${RATES.moves} pointer moves per second. The requests read a small board, one after another.`,
		table(
			[
				'',
				'frames/s',
				'owner, CPU ms/s',
				'other node, CPU ms/s',
				'edit p50 / p99, ms',
				'ack p50 / p99, ms',
				'request p10 / p50 / p99, ms',
			],
			rows,
		),
		`The passing node takes ${number((perFrame - idle / frames) * 1e6, 0)} ms of a core per second for 1,000 frames per second.`,
	].join('\n\n')
}
