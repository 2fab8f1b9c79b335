import { LRUCache } from 'lru-cache'
import type { RateLimits } from '../../ports/RateLimits.ts'

/** Addresses or workshops that a rate limit remembers. @limit server: the oldest starts again */
const MAX_KEYS = 10_000
/** Times of the clock have fractions, so their sums are rounded: a shorter wait is none. */
const ROUNDING_MS = 0.001

/**
 * Creates rate limits that count in the memory of this process. Each key is a token bucket that
 * refills evenly, stored as one number: the time at which the bucket is full again. `now` returns
 * ms.
 */
export function createLocalRateLimits(now: () => number = () => performance.now()): RateLimits {
	const limits = new Map<string, LRUCache<string, number>>()

	function timesOf(limit: string): LRUCache<string, number> {
		const times = limits.get(limit) ?? new LRUCache({ max: MAX_KEYS })
		limits.set(limit, times)
		return times
	}

	return {
		async take(keys) {
			const at = now()
			const taken = keys.map(({ limit, key, burst, perMs }) => {
				const times = timesOf(limit)
				const fullAt = Math.max(at, times.get(key) ?? 0) + perMs / burst
				const waitMs = fullAt - at - perMs
				return { waitMs: waitMs < ROUNDING_MS ? 0 : waitMs, save: () => times.set(key, fullAt) }
			})
			const waitMs = Math.max(0, ...taken.map(({ waitMs }) => waitMs))
			if (waitMs === 0) for (const { save } of taken) save()
			return waitMs
		},
		async close() {},
	}
}
