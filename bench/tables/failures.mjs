import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { placeInTurn, startCluster } from '../contenders/cluster.mjs'
import { startProxy } from '../contenders/proxy.mjs'
import { pause } from '../load/until.mjs'
import { goals, number, table } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { medianOf } from './interleave.mjs'

const [ROOMS, PEOPLE] = [10, 10]
const RATES = { edits: 1, moves: 5 }
const STOPPED_MS = 20_000
/** A node starts on the other one's core here, but not where nodes have machines of their own. */
const START_AFTER_MS = 1000
/** The time in which HAProxy has seen that a node is ready, with room. */
const SEEN_MS = 1000

/**
 * The failures of two nodes, with the function that causes each; all of them happen while everybody
 * works.
 */
const RESTARTED = 'the nodes are restarted one after another'
const KILLED = 'a node is killed'
const FAILURES = [
	[RESTARTED, restartAll],
	[KILLED, ({ nodes: [first] }) => first.stop('SIGKILL')],
	[`a node is suspended for ${STOPPED_MS / 1000} s (SIGSTOP)`, suspendNode],
	['PostgreSQL is restarted', ({ postgres }) => postgres.restart()],
]
/** How long anybody may be away in these failures (NODE1c, NODE4). */
const LIMITS_MS = { [KILLED]: 5000, [RESTARTED]: 500 }

/** Measures the effects on people when a part of two nodes behind HAProxy fails. */
export async function failures({ rounds, log }) {
	const results = []
	for (let round = 0; round < rounds; round++) {
		for (const [name, fail] of FAILURES) {
			results.push({ contender: name, round, ...(await measureOne(fail)) })
			log(`  ${JSON.stringify(results.at(-1))}`)
		}
	}
	const of = (name, key) => medianOf(results, name, key)
	const seconds = (ms) => (ms === null ? '–' : number(ms / 1000, 1))
	const rows = FAILURES.map(([name]) => [
		name,
		number(of(name, 'absences'), 0),
		`${seconds(of(name, 'awayP50'))} / ${seconds(of(name, 'awayMax'))}`,
		`${seconds(of(name, 'unsavedP50'))} / ${seconds(of(name, 'unsavedMax'))}`,
		number(of(name, 'lost'), 0),
	])
	const isBack = results.every(({ areBack, isSaved }) => areBack && isSaved)
	const lost = results.reduce((sum, one) => sum + one.lost, 0)
	const text = [
		`${ROOMS * PEOPLE} people in ${ROOMS} workshops on two nodes behind HAProxy, with the configuration of HOSTING.md but round robin, so that half of the sockets pass through the other node. Each person makes ${RATES.edits} edit and ${RATES.moves} pointer moves per second. A restarted node starts again after ${START_AFTER_MS / 1000} s, because all nodes share one core here, and the next one follows ${SEEN_MS / 1000} s after it is ready. A client whose socket is closed reconnects with the backoff of y-websocket. “Not acked” is the longest time for which a person had edits without an ack, or no socket.`,
		table(
			[
				'failure',
				'sockets closed',
				'disconnected p50 / max, s',
				'not acked p50 / max, s',
				'people whose last edit is missing',
			],
			rows,
		),
		goals([
			...Object.entries(LIMITS_MS).map(([name, limit]) => ({
				goal: `${name}: everybody is back in ≤ ${limit / 1000} s`,
				found: `${seconds(of(name, 'awayMax'))} s`,
				isMet: isBack && of(name, 'awayMax') <= limit,
			})),
			{ goal: 'no edit lost', found: String(lost), isMet: lost === 0 },
		]),
	]
	return { text: text.join('\n\n'), results }
}

async function measureOne(fail) {
	const dataDir = mkdtempSync(join(tmpdir(), 'charrette-failures-'))
	const cluster = await startCluster({ nodes: 2, dataDir })
	try {
		const proxy = await startProxy({ nodes: cluster.nodes, folder: dataDir })
		try {
			const rooms = placeInTurn(await cluster.openRooms(ROOMS, PEOPLE, 1), [proxy.url])
			return await runLoad('measureOutage', { rooms, rates: RATES }, async (event) => {
				if (event === 'working') await fail(cluster)
				return event === 'working' ? null : livingNodes(cluster)
			})
		} finally {
			await proxy.stop()
		}
	} finally {
		await cluster.stop()
		rmSync(dataDir, { recursive: true, force: true })
	}
}

async function restartAll(cluster) {
	for (const [index, node] of cluster.nodes.entries()) {
		await node.stop('SIGTERM')
		await pause(START_AFTER_MS)
		await cluster.startAgain(index)
		while (!(await isReady(cluster.nodes[index]))) await pause(50)
		await pause(SEEN_MS)
	}
}

const isReady = ({ url }) =>
	fetch(`${url}/readyz`).then(
		({ ok }) => ok,
		() => false,
	)

/** Returns the addresses of the sockets of the nodes that are ready. */
async function livingNodes({ nodes }) {
	const areReady = await Promise.all(nodes.map(isReady))
	return nodes.filter((_, index) => areReady[index]).map(({ url }) => url.replace('http', 'ws'))
}

async function suspendNode({ nodes: [first] }) {
	process.kill(first.pid, 'SIGSTOP')
	await pause(STOPPED_MS)
	process.kill(first.pid, 'SIGCONT')
}
