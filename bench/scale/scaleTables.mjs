import { readFileSync } from 'node:fs'
import { programOf, ROOT } from '../contenders/paths.mjs'
import { number, table } from '../markdown.mjs'
import { percentile } from '../medians.mjs'
import { fillMarkers, formatDocument } from '../report.mjs'
import { totalsOf, withCommits } from './fitAll.mjs'
import { simulateHerd } from './herd.mjs'
import { CONNECTIONS, findBreaks } from './largestCluster.mjs'
import { predict } from './predict.mjs'
import { fewestNodes } from './steadyLoad.mjs'
import { busiestMinute, createWorld, PHASES, runningAt } from './world.mjs'

/*
 * node bench/scale/scaleTables.mjs
 *
 * Simulates the world with the costs of `costs.json` and writes the tables of docs/SCALE.md. The
 * output depends only on these costs, on `checked.json` and on the seed.
 */
const WORLD = { seed: 2026, people: 1_000_000, workshops: 25_000 }
/** A tenth of the world, for which one PostgreSQL is enough. */
const CELL = { seed: 2026, people: 100_000, workshops: 2500 }
const PLACES = [
	['round robin', true],
	['nothing passed on', false],
]
const RESTART_MS = 5000
/** How long the workshops of a crashed node have no owner (NODE1c). */
const TAKEOVER_MS = 4500
const DATABASE_CORES = 48
const FILE = `${ROOT}/docs/SCALE.md`

const load = (name) => JSON.parse(readFileSync(programOf(`../scale/${name}.json`), 'utf8'))
const [costs, checked] = ['costs', 'checked'].map(load)
const thousands = (value) => Math.round(value).toLocaleString('en')
const micro = (seconds) => `${number(seconds * 1e6)} µs`
const sum = (values) => values.reduce((all, value) => all + value, 0)

function phasesTable() {
	return table(
		['phase', 'minutes', 'edits/s', 'pointer moves/s', 'rooms'],
		PHASES.map(({ name, minutes, edits, moves, boards, isPrivate }) => [
			name,
			minutes,
			edits,
			moves,
			isPrivate ? 'one per person' : boards === 'groups' ? 'one per group' : 'one for all',
		]),
	)
}

function costsTable() {
	const { node, wire, database, wal, join, databaseJoin, beats, lookup, memory } = costs
	const rows = [
		['node: factor for the next six rows', number(costs.calm, 2)],
		['node: base load', `${number(node.base * 1000)} ms/s`],
		['node: idle socket', `${micro(node.sockets)}/s`],
		['node: edit received', micro(node.edits)],
		['node: pointer move received', micro(node.moves)],
		['node: row written to the log', micro(node.turns)],
		['node: write to a socket', micro(node.writes)],
		['node: frame passed on', micro(costs.hop)],
		['node: socket reconnected', micro(join.socket)],
		['node: room loaded', micro(join.room)],
		['PostgreSQL: base load', `${number(database.base * 1000)} ms/s`],
		['PostgreSQL: commit', micro(database.commit)],
		['PostgreSQL: row', micro(database.row)],
		['PostgreSQL: socket reconnected', micro(databaseJoin.socket)],
		['PostgreSQL: room loaded', micro(databaseJoin.room)],
		['PostgreSQL: heartbeat of a node', micro(beats.beat)],
		['PostgreSQL: row of a node that it reads', micro(beats.node)],
		['PostgreSQL: versions, once a second and node', micro(beats.poll)],
		['PostgreSQL: version of a workshop', micro(beats.workshop)],
		['PostgreSQL: owner of a workshop', micro(lookup.owner)],
		['PostgreSQL: workshop of a token', micro(lookup.token)],
		['bytes to people: edit, presence update, write', bytesOf(wire, ['edit', 'presence', 'write'])],
		['bytes of WAL: edit, row, commit', bytesOf(wal, ['edit', 'row', 'commit'])],
		['memory: node', `${number(memory.base / 1e6, 0)} MB`],
		[
			'memory: socket with its share of a room, card',
			`${['socket', 'card'].map((key) => number(memory[key] / 1000)).join(', ')} KB`,
		],
	]
	return `Measured on ${costs.at}. A commit takes ${number(costs.commitS * 1000)} ms.\n\n${table(['item', 'cost'], rows)}`
}

const bytesOf = (found, keys) => keys.map((key) => number(found[key], 0)).join(', ')

function checkTable() {
	const rows = checked.flatMap(({ measured, ...run }) => {
		const known = withCommits(costs, { measured })
		const found = predict(totalsOf(run, known), known)
		const title =
			run.nodes === 1
				? run.name
				: `${run.nodes} nodes, ${PLACES.find(([, isInTurn]) => isInTurn === run.isInTurn)?.[0]}`
		const compare = (what, predicted, real, write = (value) => number(value)) => [
			title,
			what,
			write(predicted),
			write(real),
			`${predicted >= real ? '+' : '−'}${number(Math.abs(predicted / real - 1) * 100, 0)} %`,
		]
		const perMille = (value) => number(value * 1000, 0)
		return [
			compare('nodes, CPU ms/s', sum(found.cpu), sum(measured.nodes), perMille),
			compare('PostgreSQL, CPU ms/s', found.database.cpu, measured.database.cpu, perMille),
			compare('to people, KB/s', found.bytesOut / 1000, measured.bytesOut / 1000),
			compare('rows/s', found.database.rows, measured.database.rows),
			compare('commits/s', found.database.commits, measured.database.commits),
			compare('WAL, KB/s', found.database.walBytes / 1000, measured.database.walBytes / 1000),
		]
	})
	return table(['cluster', 'quantity', 'model', 'measured', 'error'], rows)
}

/** Returns the columns for these workshops: the smallest cluster with each placement. */
function columnsOf(running) {
	const people = running.reduce((all, { workshop }) => all + workshop.people, 0)
	return PLACES.map(([place, isInTurn]) => ({
		name: `${thousands(people)}, ${place}`,
		...fewestNodes(running, { isInTurn, costs }),
	}))
}

function nodesTable(columns) {
	const row = (name, of) => [name, ...columns.map(of)]
	const rows = [
		row('nodes', ({ count }) => thousands(count)),
		row('people on a node, max', ({ load }) => thousands(Math.max(...load.people))),
		row('sockets on a node, max', ({ load }) => thousands(Math.max(...load.totals.sockets))),
		row('node CPU, cores: p99', ({ load }) => number(percentile(load.cpu, 0.99), 2)),
		row('node CPU, cores: max', ({ load }) => number(Math.max(...load.cpu), 2)),
		row('memory of a node, max, GB', ({ load }) => number(Math.max(...load.memory) / 1e9)),
		row('to people, Gbit/s', ({ load }) => number((load.bytesOut * 8) / 1e9)),
		row('frames passed on/s', ({ load }) => thousands(sum(load.totals.passed))),
		row('rows/s', ({ load }) => thousands(load.database.rows)),
		row('commits/s', ({ load }) => thousands(load.database.commits)),
		row('PostgreSQL, MB/s of WAL', ({ load }) => number(load.database.walBytes / 1e6)),
		row('PostgreSQL, cores', ({ load }) => number(load.database.cpu)),
		row('for heartbeats and versions', ({ load }) => number(load.database.beats)),
		row('PostgreSQL, connections', ({ count }) => thousands(count * CONNECTIONS)),
	]
	return table(['', ...columns.map(({ name }) => name)], rows)
}

function herdTable({ count, load }) {
	const mean = sum(load.totals.sockets) / count
	const most = Math.max(...load.totals.sockets)
	const free = 1 - percentile(load.cpu, 0.5)
	const hopMs = (costs.lookup.token + costs.lookup.owner) * 1000
	const each = {
		cpuMs: costs.join.socket * 1000,
		databaseMs: costs.databaseJoin.socket * 1000 + hopMs,
		seed: WORLD.seed,
	}
	const loads = sum(load.totals.rooms) / sum(load.totals.sockets)
	const anew = {
		cpuMs: (costs.join.socket + costs.join.room * loads) * 1000,
		databaseMs: (costs.databaseJoin.socket + costs.databaseJoin.room * loads) * 1000 + hopMs,
		seed: WORLD.seed,
	}
	const spare = DATABASE_CORES - load.database.cpu
	const cases = [
		[
			'one node of all crashes',
			{
				...anew,
				sockets: Math.ceil(mean / (count - 1)),
				downMs: TAKEOVER_MS,
				canWait: true,
				databaseCores: spare / (count - 1),
				freeShare: free,
			},
		],
		[
			'one node of three crashes',
			{
				...anew,
				sockets: Math.ceil(mean / 2),
				downMs: TAKEOVER_MS,
				canWait: true,
				databaseCores: DATABASE_CORES / 2,
				freeShare: 0.5,
			},
		],
		[
			'all nodes restart, 5 s',
			{ ...anew, sockets: most, downMs: RESTART_MS, databaseCores: DATABASE_CORES / count, freeShare: 0.8 },
		],
		[
			'the proxy restarts, 1 s',
			{ ...each, sockets: most, downMs: 1000, databaseCores: spare / count, freeShare: free },
		],
	]
	const rows = cases.map(([name, options]) => {
		const { p50Ms, lastMs, deepest, refused, givenUp, limit } = simulateHerd(options)
		const seconds = (ms) => (ms === null ? 'not in 10 min' : `${number(ms / 1000)} s`)
		return [
			name,
			thousands(options.sockets),
			seconds(p50Ms),
			seconds(lastMs),
			thousands(deepest),
			thousands(refused + givenUp),
			limit,
		]
	})
	return table(
		['event', 'sockets per node', 'half are back', 'all are back', 'longest queue', 'failed attempts', 'limit'],
		rows,
	)
}

function breaksTable() {
	const found = PLACES.map(([, isInTurn]) => findBreaks({ isInTurn, costs, seed: WORLD.seed }))
	const people = (value) =>
		!Number.isFinite(value)
			? '–'
			: value > 1e8
				? '> 100 M'
				: value >= 1e6
					? `${number(value / 1e6)} M`
					: `${thousands(value / 1000)} k`
	const rows = found[0].map(({ key, name }) => [
		name,
		...found.map((breaks) => people(breaks.find((one) => one.key === key)?.people ?? Number.POSITIVE_INFINITY)),
	])
	return table(['shared resource', ...PLACES.map(([name]) => name)], rows)
}

const world = createWorld(WORLD)
const cell = columnsOf(runningAt(createWorld(CELL)))
const texts = {
	scalePhases: phasesTable(),
	scaleCosts: costsTable(),
	scaleCheck: checkTable(),
	scaleNodes: nodesTable([
		...cell,
		...columnsOf(runningAt(world, busiestMinute(world))),
		...columnsOf(runningAt(world)),
	]),
	scaleHerd: herdTable(cell[0]),
	scaleBreaks: breaksTable(),
}
for (const [name, text] of Object.entries(texts)) {
	console.log(`\n${name}\n\n${text}`)
	if (!process.argv.includes('--dry')) fillMarkers(FILE, name, text)
}
if (!process.argv.includes('--dry')) formatDocument(FILE)
