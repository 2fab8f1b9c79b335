import { LRUCache } from 'lru-cache'
import type { RateLimits } from '../../ports/RateLimits.ts'

/** Keys of each limit that are remembered; of more, those unused for longest start anew. */
const MAX_KEYS = 10_000

/**
 * Counts in the memory of this process. A key has one number, the time at which it has all its turns again: a bucket of tokens that
 * fills evenly. `now` returns ms.
 */
export function createLocalRateLimits(now: () => number = () => performance.now()): RateLimits {
	const limits = new Map<string, LRUCache<string, number>>()

	function timesOf(limit: string): LRUCache<string, number> {
		const times = limits.get(limit) ?? new LRUCache({ max: MAX_KEYS })
		limits.set(limit, times)
		return times
	}

	return {
		async take(turns) {
			const at = now()
			const taken = turns.map(({ limit, key, turns, perMs }) => {
				const times = timesOf(limit)
				const fullAt = Math.max(at, times.get(key) ?? 0) + perMs / turns
				return { waitMs: fullAt - at - perMs, save: () => times.set(key, fullAt) }
			})
			const waitMs = Math.max(0, ...taken.map(({ waitMs }) => waitMs))
			if (waitMs === 0) for (const { save } of taken) save()
			return waitMs
		},
		async close() {},
	}
}
