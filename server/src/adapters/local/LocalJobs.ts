import type { JobStore } from '../../ports/JobStore.ts'

/** Number of remembered jobs above which expired ones are forgotten. */
const MAX_JOBS = 1000

/**
 * Creates a job store for the workers of one machine, in the memory of the process that started
 * them. `now` returns ms.
 */
export function createLocalJobs(now: () => number = () => performance.now()): JobStore {
	const until = new Map<string, number>()
	return {
		async take(name, forMs) {
			const at = now()
			if ((until.get(name) ?? 0) > at) return false
			if (until.size >= MAX_JOBS) for (const [job, end] of until) if (end <= at) until.delete(job)
			until.set(name, at + forMs)
			return true
		},
		async release(name) {
			until.delete(name)
		},
	}
}
