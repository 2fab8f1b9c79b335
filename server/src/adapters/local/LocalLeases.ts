import type { LeaseStore } from '../../ports/LeaseStore.ts'

/** Number of remembered leases above which expired ones are forgotten. */
const MAX_LEASES = 1000

/**
 * Creates a lease store for the workers of one machine, in the memory of the process that started
 * them. `now` returns ms.
 */
export function createLocalLeases(now: () => number = () => performance.now()): LeaseStore {
	const until = new Map<string, number>()
	return {
		async acquire(name, forMs) {
			const at = now()
			if ((until.get(name) ?? 0) > at) return false
			if (until.size >= MAX_LEASES) for (const [lease, end] of until) if (end <= at) until.delete(lease)
			until.set(name, at + forMs)
			return true
		},
	}
}
