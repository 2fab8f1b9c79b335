import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { charrette } from '../contenders/charrette.mjs'
import { placeInTurn, startCluster, startHocuspocusCluster } from '../contenders/cluster.mjs'
import { freePort } from '../contenders/freePort.mjs'
import { cpuSecondsOf } from '../load/processes.mjs'
import { cores, number, table } from '../markdown.mjs'
import { median } from '../medians.mjs'
import { meter } from '../scale/meter.mjs'

const CARRIED_MS = 100
const PEOPLE = 8
const RATES = { edits: 1, moves: 5 }

/** Starts one process with its SQLite, as a cluster of one node. */
async function startSingle({ dataDir }) {
	const node = await charrette.start({ port: await freePort(), dataDir })
	return { ...node, nodes: [node], usage: async () => ({ nodes: [cpuSecondsOf(node.pid) ?? 0] }) }
}

const contender = (name, start, nodes, isInTurn = true) => ({ name, start, nodes, isInTurn })
const CONTENDERS = [
	contender('Charrette, SQLite', startSingle, 1),
	contender('one node, PostgreSQL', startCluster, 1),
	contender('two nodes, nothing passed on', startCluster, 2, false),
	contender('two nodes, round robin', startCluster, 2),
	contender('three nodes, round robin', startCluster, 3),
	contender('hocuspocus 4 + Redis, one node', startHocuspocusCluster, 1),
	contender('hocuspocus 4 + Redis, two, round robin', startHocuspocusCluster, 2),
	contender('hocuspocus 4 + Redis, three, round robin', startHocuspocusCluster, 3),
]

/** Compares several nodes with one, and with hocuspocus and its Redis extension. */
export async function nodes({ isQuick, rounds, log }) {
	const sizes = isQuick ? [10] : [20, 40, 60, 80]
	const times = isQuick
		? { warmMs: 1000, measureMs: 4000, drainMs: 2000 }
		: { warmMs: 2000, measureMs: 6000, drainMs: 3000 }
	const results = []
	for (let round = 0; round < rounds; round++) {
		for (const one of CONTENDERS) {
			const found = await measureOne(one, { sizes, times })
			for (const cell of found) log(`  ${one.name}: ${JSON.stringify(cell)}`)
			results.push(...found.map((cell) => ({ name: one.name, ...cell })))
		}
	}
	const text = [
		`Rooms of ${PEOPLE} people. Each person makes ${RATES.edits} edit and ${RATES.moves} pointer moves per second. A workshop has five rooms, and the nodes own workshops in turn. “People per core” counts the cores that nodes and stores use together.`,
		...sizes.map((rooms) => `**${rooms * PEOPLE} people**\n\n${sizeTable(results, rooms)}`),
		...(sizes.length > 1 ? [carriedTable(results, sizes)] : []),
	]
	return { text: text.join('\n\n'), results }
}

/** Measures a contender with more and more people, until it collapses. */
async function measureOne({ start, nodes: count, isInTurn }, { sizes, times }) {
	const dataDir = mkdtempSync(join(tmpdir(), 'charrette-nodes-'))
	const cluster = await start({ nodes: count, dataDir })
	const cells = []
	try {
		const endpoints = await cluster.openRooms(sizes.at(-1), PEOPLE)
		const urls = cluster.nodes.map(({ url }) => url)
		for (const rooms of sizes) {
			const some = endpoints.slice(0, rooms)
			const placed = isInTurn ? placeInTurn(some, urls) : some
			cells.push(toCell(rooms, await meter(cluster, { rooms: placed, rates: RATES, times })))
			if (!cells.at(-1).isCarried) break
		}
		return cells
	} finally {
		await cluster.stop()
		rmSync(dataDir, { recursive: true, force: true })
	}
}

function toCell(rooms, found) {
	const { nodes: cpu, database, messages, edits, acks, expected, delivered, closed } = found
	return {
		rooms,
		cores: cpu.reduce((sum, one) => sum + one, 0),
		storeCores: (database?.cpu ?? 0) + (messages?.cpu ?? 0),
		p50: edits.p50,
		p99: edits.p99,
		ackP99: acks.p99,
		lost: expected - delivered,
		isCarried: edits.p99 !== null && edits.p99 < CARRIED_MS && delivered === expected && closed === 0,
	}
}

function sizeTable(results, rooms) {
	const of = (name, key) => {
		const cells = results.filter((cell) => cell.name === name && cell.rooms === rooms)
		return median(cells.map((cell) => cell[key]))
	}
	const rows = CONTENDERS.map(({ name }) => [
		name,
		cores(of(name, 'cores')),
		cores(of(name, 'storeCores')),
		`${number(of(name, 'p50'))} / ${number(of(name, 'p99'))}`,
		number(of(name, 'ackP99')),
		number(of(name, 'lost'), 0),
		number((rooms * PEOPLE) / (of(name, 'cores') + of(name, 'storeCores')), 0),
	])
	const head = ['', 'nodes, cores', 'stores, cores', 'edit p50 / p99, ms', 'ack p99, ms', 'lost', 'people per core']
	return table(head, rows)
}

/**
 * Returns the table of the largest measured number of people for whom most rounds had a p99 within
 * the bound and lost nothing.
 */
function carriedTable(results, sizes) {
	const isCarried = (name) => (rooms) => {
		const cells = results.filter((cell) => cell.name === name && cell.rooms === rooms)
		return cells.filter((cell) => cell.isCarried).length * 2 > cells.length
	}
	const rows = CONTENDERS.map(({ name }) => [name, (sizes.filter(isCarried(name)).at(-1) ?? 0) * PEOPLE || '–'])
	return table(['', `people with p99 < ${CARRIED_MS} ms, no delivery lost`], rows)
}
