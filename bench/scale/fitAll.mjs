import { fitCosts } from './fitCosts.mjs'
import {
	addRoom,
	broadcastCounts,
	commitsOf,
	createTotals,
	databaseCounts,
	nodeCounts,
	valkeyCounts,
	wireCounts,
} from './predict.mjs'
import { countsOf } from './runs.mjs'

/** Values that are tried for the times in which small rooms and commits gather. */
const GAPS_S = Array.from({ length: 101 }, (_, step) => step / 1000)

/** The totals of a run as the model has them. */
export function totalsOf({ nodes, rooms, places }, costs) {
	const totals = createTotals(nodes)
	for (const [index, room] of rooms.entries()) addRoom(totals, room, countsOf(places[index]), costs)
	return totals
}

/** Derives every cost from what was measured. */
export function fitAll({ runs, joins, memory, news }) {
	const costs = { wire: { presence: 300 }, gatherS: 0.005, commitGapS: 0.001 }
	const fit = (countsOfRun, measuredOf, from = runs) => fitNamed(from.map(countsOfRun), from.map(measuredOf))
	const totals = (run) => totalsOf(run, costs)
	costs.gatherS = bestGap(runs, (gatherS) => (run) => {
		const found = totalsOf(run, { ...costs, gatherS })
		return [found.turns.reduce((sum, rate) => sum + rate, 0), run.measured.database.rows]
	})
	costs.commitGapS = bestGap(runs, (commitGapS) => (run) => {
		const commits = commitsOf(totals(run), { commitGapS })
		return [commits.reduce((sum, rate) => sum + rate, 0), run.measured.database.commits]
	})
	const busy = runs.filter(({ name }) => name !== 'idle')
	const editing = runs.filter(({ measured }) => measured.database.rows > 1)
	costs.wire = fit(
		(run) => wireCounts(totals(run)),
		({ measured }) => measured.bytesOut,
		busy,
	)
	costs.broadcast = fit(
		(run) => broadcastCounts(totals(run)),
		({ measured }) => measured.messages.bytesIn,
		busy,
	)
	costs.valkey = fit(
		(run) => valkeyCounts(totals(run)),
		({ measured }) => measured.messages.cpu,
	)
	costs.database = fit(
		(run) => databaseCounts(totals(run), costs),
		({ measured }) => measured.database.cpu,
	)
	costs.wal = fit(
		(run) => walCounts(totals(run), costs),
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
	costs.news = news.cpu / news.messages
	costs.memory = memoryOf(memory)
	return costs
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

/** The gap with the least relative error of what it predicts. */
function bestGap(runs, predictionOf) {
	const errorOf = (gap) =>
		runs.reduce((sum, run) => {
			const [predicted, measured] = predictionOf(gap)(run)
			return measured > 1 ? sum + ((predicted - measured) / measured) ** 2 : sum
		}, 0)
	return GAPS_S.reduce((best, gap) => (errorOf(gap) < errorOf(best) ? gap : best))
}

/** Bytes of an empty node, of a socket, of an open room without cards, and of a card. */
function memoryOf({ rooms, cards, empty, bare, full, sockets }) {
	const socket = Math.max(0, sockets - bare) / (3 * rooms)
	const room = Math.max(0, bare - empty) / rooms - socket
	return { base: empty, socket, room, card: Math.max(0, full - bare) / (rooms * cards) }
}
