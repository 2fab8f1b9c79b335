import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { placeEndpoints, startCluster } from '../contenders/cluster.mjs'
import { startProxy } from '../contenders/proxy.mjs'
import { pause } from '../load/until.mjs'
import { goals, number, table } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { medianOf } from './interleave.mjs'

const [ROOMS, PEOPLE] = [5, 20]
const RATES = { edits: 1, moves: 5 }
const [STOPPED_MS, AWAY_MS] = [20_000, 2000]
const GOAL_MS = 10_000

/**
 * The failures of two nodes, with the function that causes each; all of them happen while everybody
 * works.
 */
const FAILURES = [
	['the nodes are restarted one after another', restartAll],
	['a node is killed', ({ nodes: [first] }) => first.stop('SIGKILL')],
	[`a node is suspended for ${STOPPED_MS / 1000} s (SIGSTOP)`, suspendNode],
	[`Valkey is down for ${AWAY_MS / 1000} s`, ({ valkey }) => valkey.restart(AWAY_MS)],
	['PostgreSQL is restarted', ({ postgres }) => postgres.restart()],
]

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
		seconds(of(name, 'savedMs')),
		number(of(name, 'lost'), 0),
	])
	const longest = Math.max(...results.map(({ awayMax }) => awayMax ?? 0))
	const isBack = results.every(({ areBack, isSaved }) => areBack && isSaved)
	const lost = results.reduce((sum, one) => sum + one.lost, 0)
	const text = [
		`${ROOMS * PEOPLE} people in ${ROOMS} rooms on two nodes behind HAProxy, with the configuration of HOSTING.md but round robin. Each person makes ${RATES.edits} edit and ${RATES.moves} pointer moves per second. A client whose socket is closed reconnects with the backoff of y-websocket.`,
		table(
			[
				'failure',
				'sockets closed',
				'disconnected p50 / max, s',
				'all saved after its end, s',
				'people whose last edit is missing on a node',
			],
			rows,
		),
		goals([
			{
				goal: `all reconnected in < ${GOAL_MS / 1000} s`,
				found: `${seconds(longest)} s`,
				isMet: isBack && longest < GOAL_MS,
			},
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
			const rooms = placeEndpoints(await cluster.openRooms(ROOMS, PEOPLE), [proxy.url], false)
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
		await cluster.startAgain(index)
		while (!(await isReady(cluster.nodes[index]))) await pause(50)
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
