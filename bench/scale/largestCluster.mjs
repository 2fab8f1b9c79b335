import { fewestNodes } from './steadyLoad.mjs'
import { createWorld, runningAt } from './world.mjs'

const PEOPLE_A_WORKSHOP = 40
const LADDER = [3000, 12_500, 50_000, 200_000]

/**
 * The resources of which a cluster has only one, and the part of each that it may use. The bounds
 * of PostgreSQL are those of a large machine: three quarters of 64 cores, a disk for 300 MB of log
 * per second, and 4,000 connections, for which a host has to raise `max_connections`.
 */
const SINGLE_BOUNDS = [
	{ key: 'valkey', name: 'Valkey, one core', bound: 0.8, of: ({ load }) => load.messages.cpu },
	{ key: 'valkeyOut', name: 'Valkey, sending at 10 Gbit/s', bound: 1e9, of: ({ load }) => load.messages.bytesOut },
	{ key: 'database', name: 'PostgreSQL, 48 cores', bound: 48, of: ({ load }) => load.database.cpu },
	{ key: 'wal', name: 'PostgreSQL, 300 MB/s of WAL', bound: 300e6, of: ({ load }) => load.database.walBytes },
	{ key: 'connections', name: 'PostgreSQL, 4,000 connections', bound: 4000, of: ({ count }) => count * 18 },
	{
		key: 'news',
		name: 'server messages, 0.1 cores of a node',
		bound: 0.1,
		of: ({ load }, costs) => (load.totals.news[0] ?? 0) * costs.news,
	},
]

/**
 * Returns the number of people in workshops at once that each bound allows, from clusters of
 * growing size.
 */
export function findBreaks({ placement, costs, seed }) {
	const steps = LADDER.map((people) => {
		const world = createWorld({ seed, people, workshops: people / PEOPLE_A_WORKSHOP })
		return { people, cluster: fewestNodes(runningAt(world), { placement, costs }) }
	}).filter(({ cluster }) => cluster !== null)
	return SINGLE_BOUNDS.map(({ key, name, bound, of }) => {
		const points = steps.map(({ people, cluster }) => ({ people, share: of(cluster, costs) / bound }))
		return { key, name, people: peopleAtBound(points) }
	}).sort((a, b) => a.people - b.people)
}

/**
 * Returns the number of people where the share reaches one: between two steps, or extrapolated
 * beyond the last one from the growth between the last two.
 */
function peopleAtBound(points) {
	const after = points.findIndex(({ share }) => share >= 1)
	if (after === 0) return (points[0]?.people ?? 0) / (points[0]?.share ?? 1)
	const [a, b] = after > 0 ? points.slice(after - 1, after + 1) : points.slice(-2)
	if (!a || !b) return Number.POSITIVE_INFINITY
	const slope = Math.log(b.share / a.share) / Math.log(b.people / a.people)
	return a.people * (1 / a.share) ** (1 / slope)
}
