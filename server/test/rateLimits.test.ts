import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLocalRateLimits } from '../dist/adapters/local/LocalRateLimits.js'
import { openPostgresDatabase } from '../dist/adapters/postgres/PostgresDatabase.js'
import { createPostgresRateLimits } from '../dist/adapters/postgres/PostgresRateLimits.js'
import { countTaken, rateLimitsContract, slowKey } from './contracts/rateLimitsContract.ts'
import { describeWithPostgres } from './support/postgres.ts'
import { query, startPostgres, type TestPostgres } from './support/postgresProcess.ts'
import { until } from './support/until.ts'

rateLimitsContract('in one process', async () => createLocalRateLimits())

it('[ACCESS5] a token bucket grants its whole burst at once, and then as many each minute', async () => {
	/** Returns the number of tokens that a key gets within this time, retrying after each wait. */
	async function turnsWithin(ms: number): Promise<number> {
		let now = 1000
		const limits = createLocalRateLimits(() => now)
		let tokens = 0
		while (now <= 1000 + ms) {
			const waitMs = await limits.take([slowKey('script', 300)])
			if (waitMs > 0) now += waitMs
			else tokens++
		}
		return tokens
	}
	expect(await turnsWithin(0)).toBe(300)
	expect(await turnsWithin(12_000)).toBe(360)
	expect(await turnsWithin(60_000)).toBe(600)
})

it('[ACCESS5] a new key gets a token at any time of the clock, without a wait from rounding', async () => {
	for (let now = 1000.1; now < 1e6; now *= 1.01) {
		const limits = createLocalRateLimits(() => now)
		expect(await limits.take([slowKey('first', 1)]), `at ${now}`).toBe(0)
	}
})

it('[ACCESS5] the least recently used keys are evicted before they fill the memory', async () => {
	const limits = createLocalRateLimits()
	await limits.take([slowKey('first', 1)])
	for (let i = 0; i < 10_000; i++) await limits.take([slowKey(`key ${i}`, 1)])
	expect(await limits.take([slowKey('key 9999', 1)])).toBeGreaterThan(0)
	expect(await limits.take([slowKey('first', 1)])).toBe(0)
})

describeWithPostgres('limits in PostgreSQL', () => {
	let postgres: TestPostgres
	let url: string
	beforeAll(async () => {
		postgres = await startPostgres()
		url = await postgres.createDatabase()
	})
	afterAll(() => postgres.remove())

	async function open() {
		const database = await openPostgresDatabase(url)
		const limits = createPostgresRateLimits(database)
		return { take: limits.take, close: () => database.close() }
	}
	rateLimitsContract('PostgreSQL', async () => {
		await query(url, 'TRUNCATE rate_limit').catch(() => {})
		return open()
	})

	it('[NODE6c] nodes count together; while the database is away each counts by itself, and refuses nobody', async () => {
		const [one, two] = await Promise.all([open(), open()])
		const tries = Array.from({ length: 20 }, (_, i) => () => (i % 2 ? one : two).take([slowKey('fair')]))
		expect(await countTaken(tries)).toBe(5)
		await postgres.stop()
		for (const node of [one, two])
			expect(await countTaken(Array.from({ length: 9 }, () => () => node.take([slowKey('fair')])))).toBe(5)
		await postgres.start()
		let round = 0
		await until('they count together again', async () => {
			const key = `again ${++round}`
			return (await one.take([slowKey(key, 1)])) === 0 && (await two.take([slowKey(key, 1)])) > 0
		})
		await Promise.all([one.close(), two.close()])
	})
})
