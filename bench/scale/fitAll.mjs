import { fitCosts } from './fitCosts.mjs'
import { addHops, addRoom, createTotals, databaseCounts, nodeCounts, predict, wireCounts } from './predict.mjs'

/** The assumed size of presence, until it is measured. */
const PRESENCE_BYTES = 300

/**
 * If an ack took longer than this, something else occupied the machine, and the run is not used.
 */
const STALLED_MS = 1000

/**
 * Returns the costs with the commit time of this run, because the disk and other load on the
 * machine are not part of the model.
 */
export function withCommits(costs, { measured }) {
	return measured.acks.p50 === null ? costs : { ...costs, commitS: measured.acks.p50 / 1000 }
}

/** Returns the totals of a run according to the model. */
export function totalsOf({ nodes, rooms, owners, isInTurn }, costs) {
	const totals = createTotals(nodes)
	for (const [index, room] of rooms.entries()) addRoom(totals, room, owners[index], costs)
	if (isInTurn) addHops(totals)
	return totals
}

/**
 * Derives every cost from the measurements. `calm` is the ratio between the measured cost of the
 * mixture at one node (`check.mjs`) and its prediction from the other runs. It is above 1 because
 * rooms of the mixture differ and each does little, so that less work is batched.
 */
export function fitAll({ runs: all, mixture, hop, joins, memory, beats }) {
	const runs = all.filter(({ measured }) => !((measured.acks.p99 ?? 0) > STALLED_MS))
	const commitTimes = runs.flatMap(({ measured }) => measured.acks.p50 ?? [])
	const costs = { wire: { presence: PRESENCE_BYTES }, commitS: Math.min(...commitTimes) / 1000 }
	const fit = (countsOfRun, measuredOf, from = runs) => fitNamed(from.map(countsOfRun), from.map(measuredOf))
	const totals = (run) => totalsOf(run, withCommits(costs, run))
	const busy = runs.filter(({ rooms }) => rooms.some(({ edits, moves }) => edits + moves > 0))
	const editing = runs.filter(({ measured }) => measured.database.rows > 1)
	costs.wire = fit(
		(run) => wireCounts(totals(run)),
		({ measured }) => measured.bytesOut,
		busy,
	)
	costs.database = fit(
		(run) => databaseCounts(totals(run), withCommits(costs, run)),
		({ measured }) => measured.database.cpu,
		// Some runs are too short for the clock of processes.
		runs.filter(({ measured }) => measured.database.cpu > 0),
	)
	costs.wal = fit(
		(run) => walCounts(totals(run), withCommits(costs, run)),
		({ measured }) => measured.database.walBytes,
		editing,
	)
	const nodes = runs.flatMap((run) =>
		run.measured.nodes.map((cpu, node) => ({ counts: nodeCounts(totals(run), node), cpu })),
	)
	costs.node = fit(
		({ counts }) => counts,
		({ cpu }) => cpu,
		nodes,
	)
	const joined = ({ sockets, loads }) => ({ socket: sockets, room: loads })
	costs.join = fit(joined, ({ cpu }) => cpu, joins)
	costs.databaseJoin = fit(joined, ({ databaseCpu }) => databaseCpu, joins)
	costs.hop = hop.cpu / hop.frames
	Object.assign(costs, beats)
	costs.memory = memoryOf(memory)
	const known = withCommits({ ...costs, calm: 1 }, mixture)
	const [predicted] = predict(totalsOf(mixture, known), known).cpu
	return { ...costs, calm: mixture.measured.nodes[0] / predicted }
}

function walCounts(totals, costs) {
	const { commit, row } = databaseCounts(totals, costs)
	return { commit, row, edit: totals.edits.reduce((sum, rate) => sum + rate, 0) }
}

function fitNamed(counts, measured) {
	const names = Object.keys(counts[0])
	const found = fitCosts(
		counts.map((row) => names.map((name) => row[name])),
		measured,
	)
	return Object.fromEntries(names.map((name, index) => [name, found[index]]))
}

/**
 * Returns the bytes of an empty node, of a socket with its share of an open room, and of a card in
 * one (`measureMemory.mjs`).
 */
function memoryOf({ rooms, cards, empty, crowds, full }) {
	const socket = Math.max(0, crowds - empty) / (4 * rooms)
	return { base: empty, socket, card: Math.max(0, full - crowds + 3 * rooms * socket) / (rooms * cards) }
}
