import { runLoad } from '../runLoad.mjs'

const TIMES = { warmMs: 1500, measureMs: 6000, drainMs: 2000 }

/**
 * Lets people work on a cluster, and returns the resource usage of its processes per second, by
 * their own counters.
 * @param {Awaited<ReturnType<typeof import('../contenders/cluster.mjs').startCluster>>} cluster
 * @param {{ rooms: object[][], present?: object[], rates?: object, times?: object }} load
 */
export async function meter(cluster, { rooms, present = [], rates = { edits: 0, moves: 0 }, times = TIMES }) {
	const edges = []
	const plan = { pid: cluster.nodes[0].pid, ...times }
	const found = await runLoad('measureUsage', { rooms, present, rates, plan }, async () => {
		edges.push({ at: performance.now(), usage: await cluster.usage() })
	})
	const [begin, end] = edges
	const seconds = (end.at - begin.at) / 1000
	return {
		...found,
		...perSecond(begin.usage, end.usage, seconds),
		bytesOut: found.bytes / seconds,
		frames: found.frames / seconds,
		seconds,
	}
}

function perSecond(before, after, seconds) {
	const differences = (a, b) => a && Object.fromEntries(Object.keys(a).map((key) => [key, (b[key] - a[key]) / seconds]))
	return {
		nodes: after.nodes.map((cpu, index) => (cpu - before.nodes[index]) / seconds),
		database: differences(before.database, after.database),
		messages: differences(before.messages, after.messages),
	}
}
