import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endpointOn, startCluster } from '../contenders/cluster.mjs'
import { programOf } from '../contenders/paths.mjs'
import { meter } from './meter.mjs'

const WARM_TIMES = { warmMs: 0, measureMs: 4000, drainMs: 3000 }

const fileOf = (part) => programOf(`../results/scale-${part}.json`)

/**
 * A run: rooms with the rates of their people, and the placement of these people.
 * @typedef {{ name: string, isByRoom: boolean, rooms: { people: number, edits: number, moves: number }[] }} Run
 */

/** Returns several rooms with the same people and rates. */
export const repeatRoom = (count, people, edits, moves) =>
	Array.from({ length: count }, () => ({ people, edits, moves }))

/** Measures runs on one cluster with the same people: rooms of earlier runs are used again. */
export async function measureRuns({ nodes, runs, log }) {
	return withCluster(nodes, async (cluster) => {
		const pool = await createPool(cluster, runs)
		const endpointsOf = (run) => pool.endpointsOf(placeRun(run, nodes), run.rooms, cluster)
		// A warm-up run, because code is not compiled yet in the first seconds.
		await meter(cluster, { rooms: endpointsOf(runs[0]), times: WARM_TIMES })
		const found = []
		for (const run of runs) {
			const rooms = placeRun(run, nodes)
			const measured = await meter(cluster, { rooms: endpointsOf(run) })
			log(`  ${run.name}: nodes ${measured.nodes.map((cpu) => cpu.toFixed(3)).join(' ')}`)
			found.push({ name: run.name, nodes, rooms: run.rooms, places: rooms, measured })
		}
		return found
	})
}

/** Runs `use` with a fresh cluster, and removes everything after it. */
export async function withCluster(nodes, use) {
	const dataDir = mkdtempSync(join(tmpdir(), 'charrette-scale-'))
	const cluster = await startCluster({ nodes, dataDir })
	try {
		return await use(cluster)
	} finally {
		await cluster.stop()
		rmSync(dataDir, { recursive: true, force: true })
	}
}

/** Returns the node of each person of each room: the room's node, or the next node in turn. */
export function placeRun({ rooms, isByRoom }, nodes) {
	let turn = 0
	return rooms.map(({ people }, room) => Array.from({ length: people }, () => (isByRoom ? room : turn++) % nodes))
}

/** Returns the number of people on each node that has any. */
export function countsOf(places) {
	const counts = new Map()
	for (const node of places) counts.set(node, (counts.get(node) ?? 0) + 1)
	return [...counts]
}

export const saveRuns = (part, found) => writeFileSync(fileOf(part), JSON.stringify(found, null, '\t'))
export const loadRuns = (part) => JSON.parse(readFileSync(fileOf(part), 'utf8'))

/** Creates endpoints for the largest number of rooms of each size that a run needs. */
async function createPool(cluster, runs) {
	const needs = new Map()
	for (const { rooms } of runs) {
		const sizes = groupBySize(rooms)
		for (const [size, all] of sizes) needs.set(size, Math.max(needs.get(size) ?? 0, all.length))
	}
	const pool = new Map()
	for (const [size, count] of needs) pool.set(size, await cluster.openRooms(count, size))
	return {
		endpointsOf(places, rooms, { nodes }) {
			const used = new Map()
			return rooms.map(({ people, edits, moves }, room) => {
				const index = used.get(people) ?? 0
				used.set(people, index + 1)
				const endpoints = pool.get(people)[index]
				return endpoints.map((endpoint, who) => ({
					...endpointOn(endpoint, nodes[places[room][who]].url),
					rates: { edits, moves },
				}))
			})
		},
	}
}

function groupBySize(rooms) {
	const sizes = new Map()
	for (const room of rooms) sizes.set(room.people, [...(sizes.get(room.people) ?? []), room])
	return sizes
}
