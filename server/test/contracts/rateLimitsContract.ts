import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RateLimitKey, RateLimits } from '../../dist/ports/RateLimits.js'
import { until } from '../support/until.ts'

/** Returns a key of a limit with few tokens per minute. */
export function slowKey(key: string, burst = 5, limit = 'test'): RateLimitKey {
	return { limit, key, burst, perMs: 60_000 }
}

/** Returns how many of these tries get a token. */
export async function countTaken(tries: readonly (() => Promise<number>)[]): Promise<number> {
	return (await Promise.all(tries.map((take) => take()))).filter((waitMs) => waitMs === 0).length
}

/** The contract of all `RateLimits`. */
export function rateLimitsContract(name: string, open: () => Promise<RateLimits>): void {
	describe(`RateLimits: ${name}`, () => {
		let limits: RateLimits
		beforeEach(async () => {
			limits = await open()
		})
		afterEach(() => limits.close())
		const times = (count: number, keys: readonly RateLimitKey[]) =>
			Array.from({ length: count }, () => () => limits.take(keys))

		it('[NODE6c] grants a key its whole burst at once, returns the time until the next one, and counts each key and limit separately', async () => {
			expect(await countTaken(times(20, [slowKey('ana')]))).toBe(5)
			const waitMs = await limits.take([slowKey('ana')])
			expect(waitMs).toBeGreaterThan(0)
			expect(waitMs).toBeLessThanOrEqual(12_000)
			expect(await limits.take([slowKey('li')])).toBe(0)
			expect(await limits.take([slowKey('ana', 5, 'another')])).toBe(0)
		})

		it('[NODE6c] grants further tokens one after another', async () => {
			const key = { limit: 'test', key: 'ana', burst: 4, perMs: 2000 }
			expect(await countTaken(times(10, [key]))).toBe(4)
			await until('there is another token', async () => (await limits.take([key])) === 0)
			expect(await limits.take([key])).toBeGreaterThan(0)
		})

		it('[NODE6c] takes a token of every key, or of none', async () => {
			expect(await countTaken(times(3, [slowKey('hall', 3), slowKey('workshop', 4)]))).toBe(3)
			expect(await countTaken(times(3, [slowKey('hall', 3), slowKey('workshop', 4)]))).toBe(0)
			expect(await countTaken(times(3, [slowKey('other hall', 3), slowKey('workshop', 4)]))).toBe(1)
			expect(await countTaken(times(3, [slowKey('other hall', 3)]))).toBe(2)
		})
	})
}
