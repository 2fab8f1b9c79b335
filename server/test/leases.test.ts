import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPostgresStores } from '../dist/adapters/postgres/openPostgresStores.js'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { until } from './support/until.ts'

/** Differences between the clocks of the nodes and this machine's, in ms. */
const SKEWS = [-300_000, 0, 300_000]

describeWithPostgres('what nodes share beside their stores', () => {
	let nodes: Awaited<ReturnType<typeof openPostgresStores>>[] = []
	beforeEach(async () => {
		const url = await createDatabase()
		const open = (skew: number) =>
			openPostgresStores(url, { participantMs: 1000, maxConnections: 2, localNow: () => Date.now() + skew })
		nodes = await Promise.all(SKEWS.map(open))
	})
	afterEach(() => Promise.all(nodes.map((stores) => stores.close())))

	const acquireOnAll = async (name: string, forMs: number) =>
		(await Promise.all(nodes.map(({ leases }) => leases.acquire(name, forMs)))).filter(Boolean).length

	it('[NODE6a] a lease is acquired by one node, and again after it expires', async () => {
		expect(await acquireOnAll('sweep', 3_600_000)).toBe(1)
		expect(await acquireOnAll('sweep', 3_600_000)).toBe(0)
		expect(await acquireOnAll('another', 1)).toBeGreaterThan(0)
		await until('its time is over', async () => (await acquireOnAll('another', 3_600_000)) === 1)
		expect(await acquireOnAll('another', 1)).toBe(0)
	})

	it('[NODE6b] nodes whose clocks differ by minutes use the time of the database', async () => {
		const times = nodes.map(({ now }) => now())
		expect(Math.max(...times) - Math.min(...times)).toBeLessThan(60_000)
	})

	it('[NODE6a] nodes that propose different values get the same value', async () => {
		const values = await Promise.all(nodes.map(({ shareValue }, index) => shareValue('key', `value ${index}`)))
		expect(new Set(values).size).toBe(1)
	})
})
