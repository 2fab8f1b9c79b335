import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { placeInTurn, startCluster } from '../contenders/cluster.mjs'
import { programOf } from '../contenders/paths.mjs'
import { meter } from './meter.mjs'

const WARM_TIMES = { warmMs: 0, measureMs: 4000, drainMs: 3000 }

const fileOf = (part) => programOf(`../results/scale-${part}.json`)

/**
 * A run: rooms with the rates of their people, whose sockets are at the owners of their workshops
 * or in turn on all nodes.
 * @typedef {{ name: string, isInTurn: boolean, rooms: { people: number, edits: number, moves: number }[] }} Run
 */

/** Returns several rooms with the same people and rates. */
export const repeatRoom = (count, people, edits, moves) =>
	Array.from({ length: count }, () => ({ people, edits, moves }))

/** Measures runs on one cluster with the same people: rooms of earlier runs are used again. */
export async function measureRuns({ nodes, runs, log }) {
	return withCluster(nodes, async (cluster) => {
		const pool = await createPool(cluster, runs)
		const urls = cluster.nodes.map(({ url }) => url)
		const ownerOf = ([{ url }]) => urls.findIndex((one) => url.startsWith(one.replace('http', 'ws')))
		// A warm-up run, because code is not compiled yet in the first seconds.
		await meter(cluster, { rooms: pool.endpointsOf(runs[0].rooms), times: WARM_TIMES })
		const found = []
		for (const { name, rooms, isInTurn } of runs) {
			const endpoints = pool.endpointsOf(rooms)
			const measured = await meter(cluster, { rooms: isInTurn ? placeInTurn(endpoints, urls) : endpoints })
			log(`  ${name}: nodes ${measured.nodes.map((cpu) => cpu.toFixed(3)).join(' ')}`)
			found.push({ name, nodes, isInTurn, rooms, owners: endpoints.map(ownerOf), measured })
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
		endpointsOf(rooms) {
			const used = new Map()
			return rooms.map(({ people, edits, moves }) => {
				const index = used.get(people) ?? 0
				used.set(people, index + 1)
				return pool.get(people)[index].map((endpoint) => ({ ...endpoint, rates: { edits, moves } }))
			})
		},
	}
}

function groupBySize(rooms) {
	const sizes = new Map()
	for (const room of rooms) sizes.set(room.people, [...(sizes.get(room.people) ?? []), room])
	return sizes
}
