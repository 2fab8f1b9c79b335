import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLocalRateLimits } from '../dist/adapters/local/LocalRateLimits.js'
import { openValkeyRateLimits } from '../dist/adapters/valkey/ValkeyRateLimits.js'
import { countTaken, rateLimitsContract, slowKey } from './contracts/rateLimitsContract.ts'
import { describeWithValkey } from './support/programs.ts'
import { until } from './support/until.ts'
import { startValkey, type TestValkey } from './support/valkeyProcess.ts'

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

it('[ACCESS5] the least recently used keys are evicted before they fill the memory', async () => {
	const limits = createLocalRateLimits()
	await limits.take([slowKey('first', 1)])
	for (let i = 0; i < 10_000; i++) await limits.take([slowKey(`key ${i}`, 1)])
	expect(await limits.take([slowKey('key 9999', 1)])).toBeGreaterThan(0)
	expect(await limits.take([slowKey('first', 1)])).toBe(0)
})

describeWithValkey('limits in Valkey', () => {
	let valkey: TestValkey
	beforeAll(async () => {
		valkey = await startValkey()
	})
	afterAll(() => valkey.remove())
	let servers = 0
	/**
	 * Opens a node that counts in Valkey. It waits for the connection, before which the node would
	 * count for itself.
	 */
	async function open(prefix: string) {
		const connect = () => openValkeyRateLimits({ url: valkey.url, prefix, log: pino({ level: 'silent' }) })
		const [limits, watcher] = [connect(), connect()]
		await until('both count in Valkey', async () => {
			// Only the test takes tokens of this key, so the watcher has to wait only if both count in
			// Valkey.
			const key = randomUUID()
			await limits.take([slowKey(key, 1)])
			return (await watcher.take([slowKey(key, 1)])) > 0
		})
		await watcher.close()
		return limits
	}

	rateLimitsContract('Valkey', () => open(`server ${++servers} `))

	it('[NODE11] nodes count together, and servers that share a Valkey count separately', async () => {
		const [one, two, other] = await Promise.all([open('x '), open('x '), open('y ')])
		const tries = Array.from({ length: 20 }, (_, i) => () => (i % 2 ? one : two).take([slowKey('ana')]))
		expect(await countTaken(tries)).toBe(5)
		expect(await other.take([slowKey('ana')])).toBe(0)
		await Promise.all([one, two, other].map((limits) => limits.close()))
	})

	it('[NODE11] without Valkey each node counts for itself, and blocks no key; with it they count together again', async () => {
		const [one, two] = await Promise.all([open('z '), open('z ')])
		expect(await countTaken(Array.from({ length: 9 }, () => () => one.take([slowKey('ana')])))).toBe(5)
		await valkey.stop()
		// Uses another key: on a busy machine a node may have counted some tokens of the first key for
		// itself.
		for (const node of [one, two])
			expect(await countTaken(Array.from({ length: 9 }, () => () => node.take([slowKey('bo')])))).toBe(5)
		await valkey.start()
		let round = 0
		await until('they count together', async () => {
			const key = `again ${++round}`
			return (await one.take([slowKey(key, 1)])) === 0 && (await two.take([slowKey(key, 1)])) > 0
		})
		await Promise.all([one.close(), two.close()])
	})
})
