import { batches, roomTraffic } from './roomTraffic.mjs'

/**
 * The kinds of work of a node's processor: `base` once a second, and the others by their counts
 * (`Traffic`).
 */
const NODE_WORK = ['base', 'sockets', 'edits', 'moves', 'turns', 'writes', 'published', 'heard']
const TRAFFIC = [...NODE_WORK.slice(1), 'editsOut', 'movesOut', 'movesPublished']
/**
 * The open rooms, and the received messages about the server as a whole: heartbeats of nodes and
 * changes of workshops.
 */
const OTHERS = ['rooms', 'news']

/**
 * The maximum number of concurrent transactions in which a node writes its log (`LogWriter.ts`).
 */
const COMMITS_AT_ONCE = 3

/** Creates sums of traffic, each with one number per node. */
export function createTotals(nodes) {
	return Object.fromEntries([...TRAFFIC, ...OTHERS].map((key) => [key, new Float64Array(nodes)]))
}

/**
 * Adds a room's traffic to the totals.
 * @param {Record<string, Float64Array>} totals
 * @param {{ edits: number, moves: number }} room
 * @param {(readonly [node: number, people: number])[]} places
 * @param {object} costs
 */
export function addRoom(totals, { edits, moves }, places, costs) {
	const shared = { presenceBytes: costs.wire.presence, commitS: costs.commitS }
	const traffic = roomTraffic({ counts: places.map(([, count]) => count), edits, moves }, shared)
	for (const [index, [node]] of places.entries()) {
		totals.rooms[node]++
		for (const key of TRAFFIC) totals[key][node] += traffic[index][key]
	}
}

const dot = (costs, counts) => Object.entries(counts).reduce((sum, [key, count]) => sum + costs[key] * count, 0)
const sum = (values) => values.reduce((all, value) => all + value, 0)

/** Returns the counts of each kind of work of one node. */
export function nodeCounts(totals, node) {
	return Object.fromEntries(NODE_WORK.map((key) => [key, key === 'base' ? 1 : totals[key][node]]))
}

/** Returns the counts for the bytes to people. */
export function wireCounts({ editsOut, movesOut, writes }) {
	return { edit: sum(editsOut), presence: sum(movesOut), write: sum(writes) }
}

/** Returns the counts for the bytes to Valkey. */
export function broadcastCounts({ published, edits, movesPublished }) {
	return { message: sum(published), edit: sum(edits), presence: sum(movesPublished) }
}

/** Returns the counts of the work of PostgreSQL. */
export function databaseCounts(totals, costs) {
	const nodes = totals.turns.length
	return { base: 1, node: nodes, commit: sum(commitsOf(totals, costs)), row: sum(totals.turns) }
}

/**
 * Returns the counts of the work of Valkey, which delivers each message to every node with the room
 * open, including the sender.
 */
export function valkeyCounts({ published, heard, news }) {
	return { base: 1, published: sum(published), delivered: sum(published) + sum(heard) + sum(news) }
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
	const valkey = valkeyCounts(totals)
	const bytesIn = dot(costs.broadcast, broadcastCounts(totals))
	const database = databaseCounts(totals, costs)
	const { commit: commits, row: rows } = database
	return {
		cpu: Array.from(
			totals.news,
			(news, node) => costs.calm * dot(costs.node, nodeCounts(totals, node)) + costs.news * news,
		),
		bytesOut: dot(costs.wire, wireCounts(totals)),
		database: {
			cpu: dot(costs.database, database),
			commits,
			rows,
			walBytes: dot(costs.wal, { commit: commits, row: rows, edit: sum(totals.edits) }),
		},
		messages: {
			cpu: dot(costs.valkey, valkey),
			published: valkey.published,
			delivered: valkey.delivered,
			bytesIn,
			bytesOut: (bytesIn * valkey.delivered) / Math.max(valkey.published, 1),
		},
	}
}
