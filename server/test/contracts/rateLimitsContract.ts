import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RateLimits, Turn } from '../../dist/ports/RateLimits.js'
import { until } from '../support/until.ts'

/** Returns a turn of a limit with few turns per minute. */
export function slowTurn(key: string, turns = 5, limit = 'test'): Turn {
	return { limit, key, turns, perMs: 60_000 }
}

/** Returns how many of these tries get a turn. */
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
		const times = (count: number, turns: readonly Turn[]) =>
			Array.from({ length: count }, () => () => limits.take(turns))

		it('[NODE11] grants a key all its turns at once, returns the time until the next one, and counts each key and limit separately', async () => {
			expect(await countTaken(times(20, [slowTurn('ana')]))).toBe(5)
			const waitMs = await limits.take([slowTurn('ana')])
			expect(waitMs).toBeGreaterThan(0)
			expect(waitMs).toBeLessThanOrEqual(12_000)
			expect(await limits.take([slowTurn('li')])).toBe(0)
			expect(await limits.take([slowTurn('ana', 5, 'another')])).toBe(0)
		})

		it('[NODE11] grants further turns one after another', async () => {
			const turn = { limit: 'test', key: 'ana', turns: 4, perMs: 2000 }
			expect(await countTaken(times(10, [turn]))).toBe(4)
			await until('there is another turn', async () => (await limits.take([turn])) === 0)
			expect(await limits.take([turn])).toBeGreaterThan(0)
		})

		it('[NODE11] takes a turn of every key, or of none', async () => {
			expect(await countTaken(times(3, [slowTurn('hall', 3), slowTurn('workshop', 4)]))).toBe(3)
			expect(await countTaken(times(3, [slowTurn('hall', 3), slowTurn('workshop', 4)]))).toBe(0)
			expect(await countTaken(times(3, [slowTurn('other hall', 3), slowTurn('workshop', 4)]))).toBe(1)
			expect(await countTaken(times(3, [slowTurn('other hall', 3)]))).toBe(2)
		})
	})
}
