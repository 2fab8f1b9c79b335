import { pause } from '../load/until.mjs'
import { fitCosts } from './fitCosts.mjs'
import { withCluster } from './runs.mjs'

const CALLS = 2000
const NODES = [1, 500, 2000]
const WORKSHOPS = [1, 40]
const IDLE_MS = 4000

/**
 * Measures what PostgreSQL takes for the questions of nodes: that each lives, with the rows of all
 * nodes; the versions of its workshops; who owns a workshop, and whose a token is.
 */
export async function measureBeats(log) {
	return withCluster(1, async (cluster) => {
		const rooms = await cluster.openRooms(Math.max(...WORKSHOPS), 1, 1)
		const [{ protocols }] = rooms[0]
		const ids = (await cluster.query('SELECT id FROM workshop')).split('\n')
		const { openPostgresStores } = await import('../../server/dist/adapters/postgres/openPostgresStores.js')
		const stores = await openPostgresStores(cluster.postgres.url, { participantMs: 86_400_000, machine: 'bench' })
		try {
			const cost = await createMeasure(cluster)
			await stores.placement.register('http://127.0.0.1:9', { isStart: true })
			const beats = []
			for (const count of NODES) {
				await cluster.query(
					`INSERT INTO node (id, machine, alive_until) SELECT 'bench' || i, 'm' || i, now() + interval '1 day'
						FROM generate_series(1, ${count}) i ON CONFLICT DO NOTHING`,
				)
				beats.push(await cost(() => stores.placement.beat({ rooms: 1, sockets: 1 })))
				log(`  beat, ${count} nodes: ${beats.at(-1)}`)
			}
			const polls = []
			for (const count of WORKSHOPS) polls.push(await cost(() => stores.workshops.versions(ids.slice(0, count))))
			const lookup = {
				token: await cost(() => stores.tokens.findToken(protocols[1])),
				owner: await cost(() => stores.placement.claim(ids[0])),
			}
			const [beat, node] = fitLine(NODES, beats)
			const [poll, workshop] = fitLine(WORKSHOPS, polls)
			const found = { beats: { beat, node, poll, workshop }, lookup }
			log(`  ${JSON.stringify(found)}`)
			return found
		} finally {
			await stores.docStore.close()
		}
	})
}

const fitLine = (counts, found) =>
	fitCosts(
		counts.map((count) => [1, count]),
		found,
	)

/** Returns a function that measures the processor seconds of PostgreSQL for a call. */
async function createMeasure(cluster) {
	const databaseCpu = async () => (await cluster.usage()).database.cpu
	const start = await databaseCpu()
	await pause(IDLE_MS)
	const idle = ((await databaseCpu()) - start) / (IDLE_MS / 1000)
	return async (call) => {
		const [at, before] = [performance.now(), await databaseCpu()]
		for (let i = 0; i < CALLS; i++) await call()
		const seconds = (performance.now() - at) / 1000
		return Math.max(0, (await databaseCpu()) - before - idle * seconds) / CALLS
	}
}
