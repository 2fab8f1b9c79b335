import { batches, roomTraffic } from './roomTraffic.mjs'

/**
 * The kinds of work of a node's processor for its own rooms: `base` once a second, and the others
 * by their counts (`Traffic`).
 */
const NODE_WORK = ['base', 'sockets', 'edits', 'moves', 'turns', 'writes']
const TRAFFIC = [...NODE_WORK.slice(1), 'editsOut', 'movesOut']
/** The open rooms and owned workshops, and the frames that a node passes on to owners. */
const OTHERS = ['rooms', 'workshops', 'passed']

/**
 * The maximum number of concurrent transactions in which a node writes its log (`LogWriter.ts`).
 */
const COMMITS_AT_ONCE = 3

/** Creates sums of traffic, each with one number per node. */
export function createTotals(nodes) {
	return Object.fromEntries([...TRAFFIC, ...OTHERS].map((key) => [key, new Float64Array(nodes)]))
}

/** Adds the traffic of a room, which is on this node, to the totals. */
export function addRoom(totals, room, node, costs) {
	const traffic = roomTraffic(room, { presenceBytes: costs.wire.presence, commitS: costs.commitS })
	totals.rooms[node]++
	for (const key of TRAFFIC) totals[key][node] += traffic[key]
}

/**
 * Adds the frames that nodes pass on if sockets are placed in turn: of all sockets but one in
 * `nodes`, which reach their owner at once.
 */
export function addHops({ passed, edits, moves, writes }) {
	const frames = sum(edits) + sum(moves) + sum(writes)
	passed.fill((frames * (1 - 1 / passed.length)) / passed.length)
}

const dot = (costs, counts) => Object.entries(counts).reduce((sum, [key, count]) => sum + costs[key] * count, 0)
const sum = (values) => values.reduce((all, value) => all + value, 0)

/** Returns the counts of each kind of work of one node for its own rooms. */
export function nodeCounts(totals, node) {
	return Object.fromEntries(NODE_WORK.map((key) => [key, key === 'base' ? 1 : totals[key][node]]))
}

/** Returns the counts for the bytes to people. */
export function wireCounts({ editsOut, movesOut, writes }) {
	return { edit: sum(editsOut), presence: sum(movesOut), write: sum(writes) }
}

/** Returns the counts of the work of PostgreSQL for edits. */
export function databaseCounts(totals, costs) {
	return { base: 1, commit: sum(commitsOf(totals, costs)), row: sum(totals.turns) }
}

/**
 * Returns the counts of what nodes ask once a second: each shows that it lives and reads the rows
 * of all nodes, and reads the versions of its workshops.
 */
function beatCounts({ workshops }) {
	const nodes = workshops.length
	return { beat: nodes, node: nodes * nodes, poll: nodes, workshop: sum(workshops) }
}

/**
 * Returns the commits per second of each node: writes that arrive while three commits are running
 * wait for the next one.
 */
function commitsOf({ turns }, { commitS }) {
	return turns.map((rate) => batches(rate, commitS / COMMITS_AT_ONCE))
}

/** Returns the costs of the totals per second. */
export function predict(totals, costs) {
	const database = databaseCounts(totals, costs)
	const { commit: commits, row: rows } = database
	const beats = dot(costs.beats, beatCounts(totals))
	return {
		cpu: Array.from(
			totals.passed,
			(passed, node) => costs.calm * dot(costs.node, nodeCounts(totals, node)) + costs.hop * passed,
		),
		bytesOut: dot(costs.wire, wireCounts(totals)),
		database: {
			cpu: dot(costs.database, database) + beats,
			beats,
			commits,
			rows,
			walBytes: dot(costs.wal, { commit: commits, row: rows, edit: sum(totals.edits) }),
		},
	}
}
