import { fewestNodes } from './steadyLoad.mjs'
import { createWorld, runningAt } from './world.mjs'

const PEOPLE_A_WORKSHOP = 40
/** The most connections of a node to PostgreSQL. */
export const CONNECTIONS = 18
const LADDER = [3000, 12_500, 50_000, 200_000]

/**
 * The resources of which a cluster has only one, and the part of each that it may use: those of a
 * large machine for PostgreSQL, three quarters of 64 cores, a disk for 300 MB of log
 * per second, and 4,000 connections, for which a host has to raise `max_connections`.
 */
const SINGLE_BOUNDS = [
	{ key: 'database', name: 'PostgreSQL, 48 cores', bound: 48, of: ({ load }) => load.database.cpu },
	{ key: 'wal', name: 'PostgreSQL, 300 MB/s of WAL', bound: 300e6, of: ({ load }) => load.database.walBytes },
	{ key: 'connections', name: 'PostgreSQL, 4,000 connections', bound: 4000, of: ({ count }) => count * CONNECTIONS },
	{ key: 'beats', name: 'PostgreSQL, 8 cores for heartbeats', bound: 8, of: ({ load }) => load.database.beats },
]

/**
 * Returns the number of people in workshops at once that each bound allows, from clusters of
 * growing size.
 */
export function findBreaks({ isInTurn, costs, seed }) {
	const steps = LADDER.map((people) => {
		const world = createWorld({ seed, people, workshops: people / PEOPLE_A_WORKSHOP })
		return { people, cluster: fewestNodes(runningAt(world), { isInTurn, costs }) }
	}).filter(({ cluster }) => cluster !== null)
	return SINGLE_BOUNDS.map(({ key, name, bound, of }) => {
		const points = steps.map(({ people, cluster }) => ({ people, share: of(cluster) / bound }))
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
